"""To whom at an authority we write: added, changed, ended, and doubted."""
