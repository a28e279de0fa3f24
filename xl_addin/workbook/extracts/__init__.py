"""What the desk's own files hold: columns, cells, tables."""
