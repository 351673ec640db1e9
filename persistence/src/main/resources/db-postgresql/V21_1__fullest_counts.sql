-- Few counts are full, so these indexes are small and most counts are changed without them. H2, which has no
-- indexes of a part of a table, reads all counts.

create index send_count_refused on send_count (refused_until, count_key) where refused_until is not null;
create index send_count_fill on send_count (fill_ppm, count_key) where fill_ppm >= 500000;
