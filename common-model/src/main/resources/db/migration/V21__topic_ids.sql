-- A position is one in a topic with this id: a topic that is deleted and made anew gets another, and its offsets begin again.
-- Null where the position is from before this column; the first reader fills it in.

alter table kafka_offsets add column topic_id text;
