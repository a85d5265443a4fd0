"""The GOV.UK components: base form, template pack, component tag. Knows no complaint."""
