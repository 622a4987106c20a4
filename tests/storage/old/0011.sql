BEGIN TRANSACTION;
CREATE TABLE awesome_bot_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT awesome_bot_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "awesome_bot_schema" VALUES('0011');
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
	recorded_at DATETIME NOT NULL, considered_at DATETIME, 
	CONSTRAINT pk_changes PRIMARY KEY (id), 
	CONSTRAINT fk_changes_revision_id FOREIGN KEY(revision_id) REFERENCES revisions (id), 
	CONSTRAINT fk_changes_list_name FOREIGN KEY(list_name) REFERENCES lists (name)
);
INSERT INTO "changes" VALUES(1,1,'main','added','poet','The poet paper','[]','[["Papers"]]','[]','2024-05-17 12:00:00.250000','2024-05-17 13:00:00.250000');
INSERT INTO "changes" VALUES(2,1,'main','added','mulayer','μLayer: low latency','[]','[["Papers"]]','[]','2024-05-17 12:00:00.250000','2024-05-17 13:00:00.250000');
INSERT INTO "changes" VALUES(3,1,'main','added','gone','The gone paper','[]','[["Papers"]]','[]','2024-05-17 12:00:00.250000','2024-05-17 13:00:00.250000');
INSERT INTO "changes" VALUES(4,2,'main','removed','gone','The gone paper','[["Papers"]]','[]','[]','2024-05-17 13:00:00.250000',NULL);
CREATE TABLE deliveries (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	digest_id TEXT NOT NULL, 
	subscription_id TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	manner TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	title TEXT NOT NULL, 
	locale TEXT NOT NULL, 
	mention TEXT, 
	tags TEXT NOT NULL, 
	crosspost BOOLEAN NOT NULL, 
	due_at DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	sending_since DATETIME, 
	failure TEXT, 
	sent_at DATETIME, 
	message_id TEXT, 
	thread_id TEXT, 
	url TEXT, 
	CONSTRAINT pk_deliveries PRIMARY KEY (number), 
	CONSTRAINT fk_deliveries_digest_id FOREIGN KEY(digest_id) REFERENCES digests (id)
);
INSERT INTO "deliveries" VALUES(1,'oetpo2tu52haubbo-0','oetpo2tu52haubbo','early','discord:1/10',0,'plain','{"text":"early, part 0"}','','en',NULL,'[]',0,'2024-05-17 12:00:00.250000','sent',1,NULL,NULL,'2024-05-17 13:00:00.250000','99',NULL,'https://example.org/99');
INSERT INTO "deliveries" VALUES(2,'oetpo2tu52haubbo-1','oetpo2tu52haubbo','early','discord:1/10',1,'plain','{"text":"early, part 1"}','','en',NULL,'[]',0,'2024-05-17 12:00:00.250000','open',0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE digests (
	id TEXT NOT NULL, 
	subscription_id TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	"after" BIGINT NOT NULL, 
	upto BIGINT NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	composed_at DATETIME NOT NULL, 
	outcomes TEXT NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (id)
);
INSERT INTO "digests" VALUES('oetpo2tu52haubbo','early','discord:1/10',0,1,'2024-05-17 12:00:00.250000','2024-05-17 12:00:00.250000','2024-05-17 12:00:00.250000','[[1,"main","poet","told",""]]');
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
	removed_at DATETIME, added_by TEXT, version BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_entries PRIMARY KEY (list_name, id), 
	CONSTRAINT fk_entries_list_name FOREIGN KEY(list_name) REFERENCES lists (name)
);
INSERT INTO "entries" VALUES('main','poet','The poet paper','paper',NULL,NULL,NULL,NULL,NULL,'[]','[[["Papers"],0,0]]',0,NULL,'2024-05-01','2024-05-17 12:00:00.250000',NULL,'Ada',1);
INSERT INTO "entries" VALUES('main','mulayer','μLayer: low latency','paper',NULL,NULL,'EuroSys',2019,NULL,'[["paper","https://example.org/mulayer.pdf","PDF"]]','[[["Papers"],1,0]]',1,NULL,NULL,'2024-05-17 12:00:00.250000',NULL,NULL,1);
INSERT INTO "entries" VALUES('main','gone','The gone paper','paper',NULL,NULL,NULL,NULL,NULL,'[]','[[["Papers"],2,0]]',2,NULL,NULL,'2024-05-17 12:00:00.250000','2024-05-17 13:00:00.250000',NULL,2);
INSERT INTO "entries" VALUES('dropped','other','The other paper','paper',NULL,NULL,NULL,NULL,NULL,'[]','[[["Papers"],0,0]]',0,NULL,NULL,'2024-05-17 12:00:00.250000',NULL,NULL,3);
CREATE TABLE heard_events (
	id TEXT NOT NULL, 
	heard_at DATETIME NOT NULL, 
	CONSTRAINT pk_heard_events PRIMARY KEY (id)
);
INSERT INTO "heard_events" VALUES('slack:Ev1','2024-05-17 12:00:00.250000');
CREATE TABLE installation_states (
	state TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_installation_states PRIMARY KEY (state)
);
INSERT INTO "installation_states" VALUES('begun','2024-05-17 13:00:00.250000');
CREATE TABLE installations (
	platform TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	name TEXT NOT NULL, 
	token TEXT NOT NULL, 
	bot TEXT NOT NULL, 
	app TEXT NOT NULL, 
	scopes TEXT NOT NULL, 
	installer TEXT NOT NULL, 
	installed_at DATETIME NOT NULL, 
	CONSTRAINT pk_installations PRIMARY KEY (platform, workspace)
);
INSERT INTO "installations" VALUES('slack','T1','Readers','xoxb-old','UBOT','BBOT','commands','U1','2024-05-17 12:00:00.250000');
CREATE TABLE interests (
	person TEXT NOT NULL, 
	section TEXT NOT NULL, 
	chosen_at DATETIME NOT NULL, 
	CONSTRAINT pk_interests PRIMARY KEY (person, section)
);
INSERT INTO "interests" VALUES('discord:42','["Papers","大模型"]','2024-05-17 12:00:00.250000');
CREATE TABLE leases (
	name TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	epoch BIGINT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_leases PRIMARY KEY (name)
);
INSERT INTO "leases" VALUES('sending','a process',1,'2024-05-17 13:00:00.250000');
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
INSERT INTO "meta" VALUES('news_number',3);
CREATE TABLE news (
	number BIGINT NOT NULL, 
	list_name TEXT NOT NULL, 
	settled_at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	entry_id TEXT, 
	title TEXT NOT NULL, 
	sections_before TEXT NOT NULL, 
	sections_after TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	CONSTRAINT pk_news PRIMARY KEY (number), 
	CONSTRAINT fk_news_list_name FOREIGN KEY(list_name) REFERENCES lists (name)
);
INSERT INTO "news" VALUES(1,'main','2024-05-17 13:00:00.250000','added','poet','The poet paper','[]','[["Papers"]]','[]','[1]');
INSERT INTO "news" VALUES(2,'main','2024-05-17 13:00:00.250000','added','mulayer','μLayer: low latency','[]','[["Papers"]]','[]','[2]');
INSERT INTO "news" VALUES(3,'main','2024-05-17 13:00:00.250000','added','gone','The gone paper','[]','[["Papers"]]','[]','[3]');
CREATE TABLE opened (
	person TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	opened_at DATETIME NOT NULL, 
	CONSTRAINT pk_opened PRIMARY KEY (person, list_name, entry_id)
);
INSERT INTO "opened" VALUES('discord:42','main','poet','2024-05-17 12:00:00.250000');
CREATE TABLE reading (
	workspace TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	note TEXT NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_reading PRIMARY KEY (workspace, list_name, entry_id)
);
INSERT INTO "reading" VALUES('discord:1','main','poet','discord:42','Ada','start here','2024-05-17 12:00:00.250000');
CREATE TABLE refused (
	person TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	refused_at DATETIME NOT NULL, 
	CONSTRAINT pk_refused PRIMARY KEY (person, list_name, entry_id)
);
INSERT INTO "refused" VALUES('discord:42','main','mulayer','2024-05-17 12:00:00.250000');
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
CREATE TABLE subscriptions (
	id TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	place TEXT NOT NULL, 
	creator TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	schedule TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	lists TEXT NOT NULL, 
	include TEXT NOT NULL, 
	exclude TEXT NOT NULL, 
	kinds TEXT NOT NULL, 
	style TEXT NOT NULL, 
	threading TEXT NOT NULL, 
	tags TEXT NOT NULL, 
	mention TEXT, 
	most INTEGER NOT NULL, 
	quiet_line BOOLEAN NOT NULL, 
	crosspost BOOLEAN NOT NULL, 
	locale TEXT NOT NULL, 
	cursor BIGINT NOT NULL, 
	covered DATETIME NOT NULL, 
	due_at DATETIME, 
	pause_code TEXT, 
	pause_reason TEXT, 
	paused_at DATETIME, 
	paused_until DATETIME, 
	wakes_at DATETIME, quiet TEXT, 
	CONSTRAINT pk_subscriptions PRIMARY KEY (id)
);
INSERT INTO "subscriptions" VALUES('early','discord:1/10','discord:1','','discord:42','2024-05-17 12:00:00.250000','daily 12:00','Europe/Berlin','[]','[]','[]','["added","code","paper","published","restored"]','full','plain','[]',NULL,10,0,0,'en',1,'2024-05-17 12:00:00.250000','2024-05-18 12:00:00.250000',NULL,NULL,NULL,NULL,'2024-05-18 12:00:00.250000',NULL);
INSERT INTO "subscriptions" VALUES('paused','discord:1/10','discord:1','','discord:42','2024-05-17 12:00:00.250000','daily 12:00','Europe/Berlin','[]','[]','[]','["added","code","paper","published","restored"]','full','plain','[]',NULL,10,0,0,'en',0,'2024-05-17 12:00:00.250000','2024-05-17 12:00:00.250000','asked','A person asked for it.','2024-05-17 12:00:00.250000','2024-05-18 12:00:00.250000','2024-05-18 12:00:00.250000',NULL);
CREATE TABLE suggestion_blocks (
	person TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_suggestion_blocks PRIMARY KEY (person)
);
INSERT INTO "suggestion_blocks" VALUES('discord:13','discord:7','spam','2024-05-17 12:00:00.250000');
CREATE TABLE suggestion_events (
	suggestion_id TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	state TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_suggestion_events PRIMARY KEY (suggestion_id, version), 
	CONSTRAINT fk_suggestion_events_suggestion_id FOREIGN KEY(suggestion_id) REFERENCES suggestions (id)
);
INSERT INTO "suggestion_events" VALUES('ab2c3',1,'2024-05-17 12:00:00.250000','discord:42','offer','draft','');
INSERT INTO "suggestion_events" VALUES('ab2c3',2,'2024-05-17 12:00:00.250000','discord:42','hand_in','pending','words');
INSERT INTO "suggestion_events" VALUES('ab2c3',3,'2024-05-17 12:00:00.250000','discord:7','approve','approved','words');
CREATE TABLE suggestion_notices (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	suggestion_id TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	platform TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	due_at DATETIME, 
	attempts INTEGER NOT NULL, 
	sending_since DATETIME, 
	told_at DATETIME, 
	message_id TEXT, 
	thread_id TEXT, 
	url TEXT, 
	failure TEXT, 
	CONSTRAINT pk_suggestion_notices PRIMARY KEY (number), 
	CONSTRAINT fk_suggestion_notices_suggestion_id FOREIGN KEY(suggestion_id) REFERENCES suggestions (id)
);
INSERT INTO "suggestion_notices" VALUES(1,'ab2c3-2-a0','ab2c3',2,'author','discord','discord:@42','2024-05-17 12:00:00.250000',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "suggestion_notices" VALUES(2,'ab2c3-3-a0','ab2c3',3,'author','discord','discord:@42','2024-05-17 12:00:00.250000',0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE suggestion_queues (
	workspace TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	place TEXT NOT NULL, 
	CONSTRAINT pk_suggestion_queues PRIMARY KEY (workspace)
);
INSERT INTO "suggestion_queues" VALUES('discord:1','discord:1/10','#moderators');
CREATE TABLE suggestion_votes (
	suggestion_id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_suggestion_votes PRIMARY KEY (suggestion_id, person), 
	CONSTRAINT fk_suggestion_votes_suggestion_id FOREIGN KEY(suggestion_id) REFERENCES suggestions (id)
);
INSERT INTO "suggestion_votes" VALUES('ab2c3','slack:U1','2024-05-17 13:00:00.250000');
CREATE TABLE suggestions (
	id TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	author TEXT NOT NULL, 
	workspace TEXT NOT NULL, 
	origin TEXT, 
	state TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	title TEXT NOT NULL, 
	section TEXT NOT NULL, 
	links TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT, 
	authors TEXT, 
	venue TEXT, 
	year INTEGER, 
	description TEXT, 
	credit_kind TEXT NOT NULL, 
	credit TEXT NOT NULL, 
	locale TEXT NOT NULL, 
	note TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	reason_url TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	joined_to TEXT, 
	pull BIGINT, 
	pull_url TEXT, 
	"commit" TEXT, 
	entry_id TEXT, 
	CONSTRAINT pk_suggestions PRIMARY KEY (id)
);
INSERT INTO "suggestions" VALUES('ab2c3','main','discord:42','discord:1','discord:1/10','approved',3,'2024-05-17 12:00:00.250000','2024-05-17 12:00:00.250000','Thistle: Spotting Weeds “low”','["Papers","1. Weeding"]','[["paper","https://example.org/thistle",""],["code","https://github.com/a/thistle",""]]','paper','Thistle','Ada Moss et al.','GardenSys',2021,'Weeds, spotted.','name','Ada','zh_CN','see the other one','words','','discord:7',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE vectors (
	model TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	digest BIGINT NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_vectors PRIMARY KEY (model, list_name, entry_id)
);
INSERT INTO "vectors" VALUES('a model','main','poet',-5,X'000F1E2D3C4B5A69788796A5B4C3D2E1F0FF');
CREATE TABLE wanted (
	person TEXT NOT NULL, 
	list_name TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	wanted_at DATETIME NOT NULL, 
	CONSTRAINT pk_wanted PRIMARY KEY (person, list_name, entry_id)
);
INSERT INTO "wanted" VALUES('discord:42','main','poet','2024-05-17 12:00:00.250000');
CREATE TABLE zones (
	"key" TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	CONSTRAINT pk_zones PRIMARY KEY ("key")
);
INSERT INTO "zones" VALUES('discord:42','Europe/Berlin');
CREATE INDEX ix_changes_revision_id ON changes (revision_id);
CREATE INDEX ix_changes_list_name ON changes (list_name, entry_id);
CREATE INDEX ix_changes_recorded_at ON changes (recorded_at);
CREATE INDEX ix_changes_considered_at ON changes (considered_at, recorded_at);
CREATE INDEX ix_news_list_name ON news (list_name, entry_id);
CREATE INDEX ix_subscriptions_destination ON subscriptions (destination);
CREATE INDEX ix_subscriptions_workspace ON subscriptions (workspace);
CREATE INDEX ix_subscriptions_creator ON subscriptions (creator);
CREATE INDEX ix_subscriptions_wakes_at ON subscriptions (wakes_at);
CREATE INDEX ix_digests_subscription_id ON digests (subscription_id, composed_at);
CREATE INDEX ix_digests_destination ON digests (destination);
CREATE INDEX ix_digests_composed_at ON digests (composed_at);
CREATE UNIQUE INDEX ix_deliveries_id ON deliveries (id);
CREATE INDEX ix_deliveries_digest_id ON deliveries (digest_id, state);
CREATE INDEX ix_deliveries_subscription_id ON deliveries (subscription_id, state);
CREATE INDEX ix_deliveries_destination ON deliveries (destination, state, number);
CREATE INDEX ix_deliveries_state ON deliveries (state, due_at, number);
CREATE INDEX ix_deliveries_sent_at ON deliveries (sent_at);
CREATE INDEX ix_suggestions_author ON suggestions (author, created_at);
CREATE INDEX ix_suggestions_list_name ON suggestions (list_name, state);
CREATE INDEX ix_suggestions_state ON suggestions (state);
CREATE INDEX ix_suggestions_workspace ON suggestions (workspace, created_at);
CREATE UNIQUE INDEX ix_suggestion_notices_id ON suggestion_notices (id);
CREATE INDEX ix_suggestion_notices_platform ON suggestion_notices (platform, due_at);
CREATE INDEX ix_suggestion_notices_suggestion_id ON suggestion_notices (suggestion_id, role);
CREATE INDEX ix_heard_events_heard_at ON heard_events (heard_at);
CREATE INDEX ix_saved_entry ON saved (list_name, entry_id);
CREATE INDEX ix_entries_version ON entries (version);
COMMIT;
