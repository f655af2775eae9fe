// Who is signed in, for cobroker's `identity`: a function for your back end. Go 1.19 or later, nothing to install.
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"os"
	"time"
)

// identityAssertion says who is signed in. Make a new one each time it is asked for: it works once, and for two minutes.
func identityAssertion(site, audience, subject, name string, key ed25519.PrivateKey) (string, error) {
	jti := make([]byte, 16)
	if _, err := rand.Read(jti); err != nil {
		return "", err
	}
	iat := time.Now().Unix()
	header, _ := json.Marshal(map[string]string{"alg": "EdDSA", "typ": "cobroker-identity+jwt"})
	claims, _ := json.Marshal(map[string]any{"iss": site, "aud": audience, "sub": subject, "name": name,
		"iat": iat, "exp": iat + 120, "jti": part(jti)})
	message := part(header) + "." + part(claims)
	return message + "." + part(ed25519.Sign(key, []byte(message))), nil
}

func part(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func readKey(file string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New(file + " is not PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New(file + " is not an Ed25519 key")
	}
	return private, nil
}

// go run identity.go prints one.
func main() {
	key, err := readKey(os.Getenv("KEY_FILE"))
	if err != nil {
		log.Fatal(err)
	}
	assertion, err := identityAssertion(os.Getenv("SITE"), os.Getenv("AUDIENCE"), os.Getenv("SUBJECT"), os.Getenv("NAME"), key)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(assertion)
}
