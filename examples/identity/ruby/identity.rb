# Who is signed in, for cobroker's `identity`: a function for your back end. Ruby 3.1 or later, nothing to install.
require "json"
require "openssl"
require "securerandom"

# Says who is signed in. Make a new one each time it is asked for: it works once, and for two minutes.
def identity_assertion(site:, audience:, subject:, name:, key:)
  part = ->(data) { [data].pack("m0").tr("+/", "-_").delete("=") }
  iat = Time.now.to_i
  header = { alg: "EdDSA", typ: "cobroker-identity+jwt" }
  claims = { iss: site, aud: audience, sub: subject, name: name, iat: iat, exp: iat + 120, jti: SecureRandom.uuid }
  message = [header, claims].map { |value| part[JSON.generate(value)] }.join(".")
  "#{message}.#{part[key.sign(nil, message)]}"
end

# ruby identity.rb prints one
if $PROGRAM_NAME == __FILE__
  site, audience, subject, name, key_file = ENV.values_at("SITE", "AUDIENCE", "SUBJECT", "NAME", "KEY_FILE")
  key = OpenSSL::PKey.read(File.read(key_file))
  puts identity_assertion(site: site, audience: audience, subject: subject, name: name, key: key)
end
