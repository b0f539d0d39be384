"""What comes in and goes out as files: tables, ADF/XML and the HTTP door; rejected rows are kept."""
