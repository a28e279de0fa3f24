"""The add-in's file: a package of our VBA, ribbon and help, built the same on every machine."""
