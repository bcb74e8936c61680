-- Cut once into characters, then paired: `substr` of a Chinese text counts its characters anew for every pair. What the indexes hold stays the same.
CREATE OR REPLACE FUNCTION bigrams(value text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100 AS $$
  SELECT coalesce(array_agg(x || y) FILTER (WHERE y IS NOT NULL), '{}') FROM (SELECT string_to_array(public.name_key(value), NULL) AS a) named, unnest(a, a[2:]) AS u(x, y)
$$;
