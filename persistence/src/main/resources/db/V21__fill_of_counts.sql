-- How full a count was when something was last counted, by which the fullest are found. Nodes of the version
-- before this one leave both as they are.

alter table send_count add column fill_ppm integer default 0 not null; -- of the fullest limit; 1000000 if it refuses
alter table send_count add column refused_until timestamp(6) with time zone; -- null if no limit refuses
