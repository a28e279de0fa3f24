"""Acts of the desk: proposed by one person, approved by another, posted."""
