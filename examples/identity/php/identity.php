<?php
// Who is signed in, for cobroker's `identity`: a function for your back end. PHP 8 with sodium, which comes with it.
declare(strict_types=1);

function part(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

/** Says who is signed in. Make a new one each time it is asked for: it works once, and for two minutes. */
function identity_assertion(string $site, string $audience, string $subject, string $name, string $secretKey): string
{
    $iat = time();
    $header = ['alg' => 'EdDSA', 'typ' => 'cobroker-identity+jwt'];
    $claims = ['iss' => $site, 'aud' => $audience, 'sub' => $subject, 'name' => $name,
               'iat' => $iat, 'exp' => $iat + 120, 'jti' => bin2hex(random_bytes(16))];
    $message = part(json_encode($header, JSON_THROW_ON_ERROR)) . '.' . part(json_encode($claims, JSON_THROW_ON_ERROR));
    return $message . '.' . part(sodium_crypto_sign_detached($message, $secretKey));
}

/** The Ed25519 key that `openssl genpkey` wrote: PKCS #8, of which the last 32 bytes are the seed (RFC 8410). */
function read_key(string $file): string
{
    $der = base64_decode(preg_replace('/-----[^-]+-----|\s/', '', file_get_contents($file)), true);
    if ($der === false || strlen($der) !== 48) {
        throw new RuntimeException("$file is not an Ed25519 private key");
    }
    return sodium_crypto_sign_secretkey(sodium_crypto_sign_seed_keypair(substr($der, -32)));
}

// php identity.php prints one
if (realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) {
    $key = read_key(getenv('KEY_FILE'));
    echo identity_assertion(getenv('SITE'), getenv('AUDIENCE'), getenv('SUBJECT'), getenv('NAME'), $key), "\n";
}
