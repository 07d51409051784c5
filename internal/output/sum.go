package output

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
)

// A sum names the content of a file.
type sum [16]byte

// A key makes the sums of one manifest: drawn once, and kept in it.
type key [16]byte

func newKey() key {
	var k key
	rand.Read(k[:])
	return k
}

// A summer makes sums: GMAC, the authentication of AES-GCM, over no secret and with a
// nonce that never changes. That is a universal hash: whoever does not know the key
// cannot find two contents of one sum but by luck of 2 to the -100. Processors have
// it built in; SHA-256 takes five to ten times as long, for a page about half
// the time that it takes to create its file.
type summer struct{ gcm cipher.AEAD }

func newSummer(k key) summer {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		return summer{}
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return summer{}
	}
	return summer{gcm}
}

// of is safe for concurrent use. Where rules of the machine forbid GCM it is SHA-256.
func (s summer) of(data []byte) sum {
	if s.gcm == nil {
		whole := sha256.Sum256(data)
		return sum(whole[:len(sum{})])
	}
	var nonce [12]byte
	return sum(s.gcm.Seal(nil, nonce[:], nil, data))
}

// A version is what a file held, or is to hold.
type version struct {
	sum  sum
	size int64
}

func (s summer) version(data []byte) version { return version{s.of(data), int64(len(data))} }
