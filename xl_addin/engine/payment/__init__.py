"""When an import is paid: due dates, extensions, interest, trade credit, usance."""
