-- Where a site's own records of its customers are read: an address with {user} in it.
ALTER TABLE host_sites ADD COLUMN record_url TEXT CHECK (record_url GLOB 'https://?*');
