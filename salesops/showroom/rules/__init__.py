"""Pure decisions about the showroom: geometry, layout, checks, paths, inspections, cost of use."""
