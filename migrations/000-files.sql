-- Files and sheets stand on nothing else and come first: cases refer to them. One row for each upload, the bytes stand in the storage under their SHA-256.
create table files (
  city_id integer not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  media_type text not null,
  name text not null,
  kind text not null check (kind in ('image', 'document', 'media')),
  width integer,
  height integer,
  phash text,
  -- What EXIF told: takenAt, lng, lat, device. Never served with the picture.
  exif jsonb,
  created_at timestamptz not null,
  created_by uuid,
  -- The copy with the masks rendered, and its small form; both or none.
  published_sha256 text,
  published_thumb_sha256 text,
  released_at timestamptz,
  released_by uuid,
  primary key (city_id, id),
  check ((released_at is null) = (published_sha256 is null)),
  check ((published_sha256 is null) = (published_thumb_sha256 is null))
);
-- Sent again by the same person: the same file. The public has no person, so its uploads stay apart.
create unique index files_once on files (city_id, created_by, sha256) where created_by is not null;
create index files_content on files (city_id, sha256);
-- For sweeping: which blobs of the storage, common to all cities, does somebody still have?
create index files_blob on files (sha256);
create index files_published on files (published_sha256) where published_sha256 is not null;
create index files_published_thumb on files (published_thumb_sha256) where published_thumb_sha256 is not null;
-- What nobody tied to a record goes after some days.
create index files_created on files (city_id, created_at);

-- Which record shows a file; that record's slice decides who sees it.
create table file_links (
  city_id integer not null,
  file_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  position integer not null,
  linked_at timestamptz not null,
  primary key (city_id, file_id, subject_kind, subject_id),
  foreign key (city_id, file_id) references files (city_id, id)
);
create index file_links_subject on file_links (city_id, subject_kind, subject_id, position);

-- Rectangles over faces and plates, in fractions of the upright picture. Replaced ones stay, with who and when.
create table file_masks (
  city_id integer not null,
  id uuid not null,
  file_id uuid not null,
  x double precision not null check (x >= 0 and x < 1),
  y double precision not null check (y >= 0 and y < 1),
  width double precision not null check (width > 0 and width <= 1),
  height double precision not null check (height > 0 and height <= 1),
  style text not null check (style in ('pixelate', 'fill')),
  created_at timestamptz not null,
  created_by uuid,
  removed_at timestamptz,
  removed_by uuid,
  primary key (city_id, id),
  foreign key (city_id, file_id) references files (city_id, id)
);
create index file_masks_file on file_masks (city_id, file_id) where removed_at is null;

-- A sheet that somebody sent to be imported: first a preview, then applied once.
create table sheet_imports (
  city_id integer not null,
  id uuid not null,
  template text not null,
  file_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  preview jsonb not null,
  applied_at timestamptz,
  mode text check (mode in ('all', 'good')),
  primary key (city_id, id),
  foreign key (city_id, file_id) references files (city_id, id),
  check ((applied_at is null) = (mode is null))
);
