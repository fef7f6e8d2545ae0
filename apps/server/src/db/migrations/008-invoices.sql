select 1; -- kept for invoices: write here
