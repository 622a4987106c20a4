BEGIN TRANSACTION;
CREATE TABLE awesome_bot_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT awesome_bot_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "awesome_bot_schema" VALUES('0002');
CREATE TABLE changes (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	list_name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	entry_id TEXT, 
	title TEXT NOT NULL, 
	sections_before TEXT NOT NULL, 
	sections_after TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_changes PRIMARY KEY (id), 
	CONSTRAINT fk_changes_revision_id FOREIGN KEY(revision_id) REFERENCES revisions (id), 
	CONSTRAINT fk_changes_list_name FOREIGN KEY(list_name) REFERENCES lists (name)
);
INSERT INTO "changes" VALUES(1,1,'main','added','poet','The poet paper','[]','[["Papers"]]','[]','2024-05-17 12:00:00.250000');
INSERT INTO "changes" VALUES(2,1,'main','added','mulayer','μLayer: low latency','[]','[["Papers"]]','[]','2024-05-17 12:00:00.250000');
INSERT INTO "changes" VALUES(3,1,'main','added','gone','The gone paper','[]','[["Papers"]]','[]','2024-05-17 12:00:00.250000');
CREATE TABLE entries (
	list_name TEXT NOT NULL, 
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT, 
	authors TEXT, 
	venue TEXT, 
	year INTEGER, 
	description TEXT, 
	links TEXT NOT NULL, 
	placements TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	added DATE, 
	added_on DATE, 
	first_seen DATETIME NOT NULL, 
	removed_at DATETIME, added_by TEXT, 
	CONSTRAINT pk_entries PRIMARY KEY (list_name, id), 
	CONSTRAINT fk_entries_list_name FOREIGN KEY(list_name) REFERENCES lists (name)
);
INSERT INTO "entries" VALUES('main','poet','The poet paper','paper',NULL,NULL,NULL,NULL,NULL,'[]','[[["Papers"],0,0]]',0,NULL,'2024-05-01','2024-05-17 12:00:00.250000',NULL,'Ada');
INSERT INTO "entries" VALUES('main','mulayer','μLayer: low latency','paper',NULL,NULL,'EuroSys',2019,NULL,'[["paper","https://example.org/mulayer.pdf","PDF"]]','[[["Papers"],1,0]]',1,NULL,NULL,'2024-05-17 12:00:00.250000',NULL,NULL);
INSERT INTO "entries" VALUES('main','gone','The gone paper','paper',NULL,NULL,NULL,NULL,NULL,'[]','[[["Papers"],2,0]]',2,NULL,NULL,'2024-05-17 12:00:00.250000','2024-05-17 13:00:00.250000',NULL);
INSERT INTO "entries" VALUES('dropped','other','The other paper','paper',NULL,NULL,NULL,NULL,NULL,'[]','[[["Papers"],0,0]]',0,NULL,NULL,'2024-05-17 12:00:00.250000',NULL,NULL);
CREATE TABLE "lists" (
	name TEXT NOT NULL, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL, 
	homepage TEXT, 
	digest TEXT, 
	checked_at DATETIME, 
	changed_at DATETIME, 
	problem_count INTEGER NOT NULL, 
	followed BOOLEAN NOT NULL, 
	memo TEXT NOT NULL, 
	moved_to TEXT, 
	archived BOOLEAN NOT NULL, 
	failure TEXT, 
	failed_at DATETIME, 
	held_digest TEXT, 
	held_at DATETIME, 
	held_present INTEGER, 
	held_removed INTEGER, 
	held_added INTEGER, 
	version BIGINT NOT NULL, 
	CONSTRAINT pk_lists PRIMARY KEY (name)
);
INSERT INTO "lists" VALUES('main','Awesome main','main.md',NULL,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2024-05-17 14:00:00.250000','2024-05-17 13:00:00.250000',0,1,'{"etag": "x"}',NULL,0,'The network is gone.','2024-05-17 15:00:00.250000','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','2024-05-17 14:00:00.250000',2,2,1,2);
INSERT INTO "lists" VALUES('dropped','Awesome dropped','dropped.md',NULL,NULL,'2024-05-17 12:00:00.250000','2024-05-17 12:00:00.250000',0,0,'',NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('catalog_version',4);
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	list_name TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	fetched_at DATETIME NOT NULL, source_id TEXT, revised_at DATETIME, 
	CONSTRAINT pk_revisions PRIMARY KEY (id), 
	CONSTRAINT fk_revisions_list_name FOREIGN KEY(list_name) REFERENCES lists (name)
);
INSERT INTO "revisions" VALUES(1,'main','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','2024-05-17 12:00:00.250000',NULL,NULL);
INSERT INTO "revisions" VALUES(2,'main','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','2024-05-17 13:00:00.250000',NULL,NULL);
INSERT INTO "revisions" VALUES(3,'dropped','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','2024-05-17 12:00:00.250000',NULL,NULL);
CREATE TABLE saved (
	person TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	note TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_saved PRIMARY KEY (person, list_name, entry_id)
);
INSERT INTO "saved" VALUES('terminal:local','main','gone','a "note" with ünï','2024-05-17 12:00:00.250000');
CREATE TABLE shown (
	person TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	shown_at DATETIME NOT NULL, 
	CONSTRAINT pk_shown PRIMARY KEY (person, list_name, entry_id)
);
INSERT INTO "shown" VALUES('discord:42','main','poet','2024-05-17 12:00:00.250000');
CREATE INDEX ix_changes_revision_id ON changes (revision_id);
CREATE INDEX ix_changes_list_name ON changes (list_name, entry_id);
CREATE INDEX ix_changes_recorded_at ON changes (recorded_at);
COMMIT;
