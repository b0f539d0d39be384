"""The figures by where they arise: the showroom, leads, sales, the stock."""
