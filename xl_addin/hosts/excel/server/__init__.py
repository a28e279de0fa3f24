"""The Python that waits for Excel, and the VBA that reaches it."""
