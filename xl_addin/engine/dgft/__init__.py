"""What DGFT asks: IMS, monitoring systems, licences, the IEC."""
