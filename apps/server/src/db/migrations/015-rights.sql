select 1; -- kept for the customers' rights
