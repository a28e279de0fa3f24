"""Who pays and who is paid: third parties, identity, direct documents, set-off."""
