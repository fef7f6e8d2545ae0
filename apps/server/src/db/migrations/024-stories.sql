-- The request that queued a job, and the span under which its run belongs: one id finds the whole story. Of repeated jobs, none.
alter table jobs add column request_id text check (length(request_id) between 16 and 64);
alter table jobs add column traceparent text check (length(traceparent) = 55);
