"""Editions of the public statistics: leads make and sign them off, everybody reads them."""
