#!/bin/sh
# Makes every certificate in valid/ and invalid/ anew with OpenSSL 3 and GNU tools. Keys live in a throwaway folder and are deleted.
# Names and codes are invented; the codes only pass their check digits. Usage: vectors/make.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$here/valid" "$here/invalid"

cat > openssl.cnf <<'CNF'
[req]
distinguished_name = dn
string_mask = utf8only
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ca_without_sign]
basicConstraints = critical,CA:TRUE
keyUsage = critical,digitalSignature
[sign]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
[encrypt]
keyUsage = critical,keyEncipherment,dataEncipherment,keyAgreement
[uscc_utf8]
keyUsage = critical,digitalSignature,nonRepudiation
1.2.156.10260.4.1.4 = ASN1:UTF8String:91310000MA1FL0007C
[uscc_2023]
1.2.156.10260.4.4 = ASN1:PRINTABLESTRING:91310000MA1FL0007C
[uscc_raw]
1.2.156.10260.4.1.3 = DER:39313331303030304d4131464c3030303743
[uscc_implicit]
1.2.156.10260.4.1.5 = ASN1:IMP:0,IA5STRING:91310000MA1FL0007C
[uscc_sequence]
1.2.156.10260.4.1.4 = ASN1:SEQUENCE:nested
[nested]
code = EXP:0,UTF8:91310000MA1FL0007C
[uscc_wrong]
1.2.156.10260.4.1.4 = ASN1:UTF8String:91310000MA1FL0007D
[organisation]
1.2.156.10260.4.1.4 = ASN1:PRINTABLESTRING:MA1FL0007
1.2.156.112562.2.1.1.24 = ASN1:UTF8String:1@5009JJMA1FL0007
[resident]
1.2.156.112562.2.1.1.1 = ASN1:UTF8String:SF11010519491231002X
CNF

USCC=91310000MA1FL0007C
SM2_ID='-sigopt distid:1234567812345678'
NAME='示例科技（上海）有限公司'
ORGANISATION="/C=CN/ST=上海市/O=$NAME/OU=数字证书部/CN=$NAME"

key() { # name algorithm
  case $2 in
    rsa*) openssl genrsa -out "$1.key" "${2#rsa}" 2>/dev/null ;;
    ed25519) openssl genpkey -algorithm ed25519 -out "$1.key" ;;
    *) openssl ecparam -genkey -noout -name "$2" -out "$1.key" ;;
  esac
}
root() { # key digest subject extensions file [options]
  k=$1 d=$2 s=$3 e=$4 f=$5; shift 5
  openssl req -x509 -new -utf8 -config openssl.cnf -key "$k.key" "-$d" -subj "$s" -extensions "$e" -days 9125 -outform DER -out "$here/$f" "$@"
}
leaf() { # ca-key ca-file key digest subject extensions file [options]
  c=$1 cf=$2 k=$3 d=$4 s=$5 e=$6 f=$7; shift 7
  case $k in sm2 | forger) rd=sm3 ;; *) rd=sha256 ;; esac
  openssl req -new -utf8 -config "${CONFIG:-openssl.cnf}" -key "$k.key" "-$rd" -subj "$s" -out request.pem
  openssl x509 -inform DER -in "$here/$cf" -out ca.pem
  openssl x509 -req -in request.pem -CA ca.pem -CAkey "$c.key" "-$d" -days "${DAYS:-3650}" -set_serial "0x$(openssl rand -hex 12)" \
    -extfile openssl.cnf -extensions "$e" -outform DER -out "$here/$f" "$@" 2>/dev/null
}

key sm2ca SM2; key sm2 SM2; key forger SM2
key rsaca rsa2048; key rsa rsa2048
key p256ca prime256v1; key p256 prime256v1; key p384ca secp384r1; key p384 secp384r1
key p521 secp521r1; key ed ed25519; key rsa512 rsa512

CA='/C=CN/O=示例认证中心/CN=示例根证书'
root sm2ca sm3 "$CA" ca valid/sm2-ca.der $SM2_ID
root rsaca sha256 '/C=CN/O=示例认证中心/CN=示例 RSA 根证书' ca valid/rsa-ca.der
root p256ca sha256 '/C=CN/O=Example CA/CN=P-256 Root' ca valid/p256-ca.der
root p384ca sha384 '/C=CN/O=Example CA/CN=P-384 Root' ca valid/p384-ca.der

sm2leaf() { leaf sm2ca valid/sm2-ca.der sm2 sm3 "$1" "$2" "valid/$3" $SM2_ID; }
sm2leaf "$ORGANISATION" uscc_utf8 sm2-enterprise-uscc-utf8.der
sm2leaf "$ORGANISATION" uscc_2023 sm2-enterprise-uscc-2023.der
sm2leaf "$ORGANISATION" uscc_raw sm2-enterprise-uscc-raw.der
sm2leaf "$ORGANISATION" uscc_implicit sm2-enterprise-uscc-implicit.der
sm2leaf "$ORGANISATION" uscc_sequence sm2-enterprise-uscc-sequence.der
sm2leaf "$ORGANISATION" uscc_wrong sm2-enterprise-uscc-check-digit-wrong.der
sm2leaf "$ORGANISATION" organisation sm2-enterprise-organisation-code.der
sm2leaf "$ORGANISATION" encrypt sm2-enterprise-encryption.der
sm2leaf "/C=CN/O=示例认证中心/OU=Organizational-1/CN=051@N$USCC@$NAME@1" sign sm2-enterprise-delimited-cn.der
sm2leaf '/C=CN/O=个人/CN=张三' resident sm2-person-resident-id.der
DAYS=20000 sm2leaf "$ORGANISATION" sign sm2-enterprise-until-after-2050.der
leaf rsaca valid/rsa-ca.der rsa sha256 "$ORGANISATION" uscc_utf8 valid/rsa-enterprise-sha256.der
leaf rsaca valid/rsa-ca.der rsa sha512 "$ORGANISATION" uscc_utf8 valid/rsa-enterprise-sha512.der
leaf p256ca valid/p256-ca.der p256 sha256 '/C=CN/O=Example Co., Ltd./CN=Example Co., Ltd.' uscc_utf8 valid/p256-enterprise.der
leaf p384ca valid/p384-ca.der p384 sha384 '/C=CN/O=Example Co., Ltd./CN=Example Co., Ltd.' uscc_utf8 valid/p384-enterprise.der

# Old CAs write GB 18030 bytes into T61String, and BMPString. The request keeps the bytes, the certificate copies them.
sed 's/utf8only/MASK:0x6/' openssl.cnf > t61.cnf
openssl req -x509 -new -config t61.cnf -key sm2.key -sm3 $SM2_ID -days 3650 -outform DER -out "$here/valid/sm2-name-in-gb18030.der" \
  -extensions sign -subj "/C=CN/O=$(printf '示例科技有限公司' | iconv -f UTF-8 -t GB18030)"
sed 's/utf8only/MASK:0x802/' openssl.cnf > bmp.cnf
CONFIG=bmp.cnf leaf sm2ca valid/sm2-ca.der sm2 sm3 "$ORGANISATION" sign valid/sm2-name-in-bmpstring.der $SM2_ID

# Well-formed, and must not verify under valid/sm2-ca.der or valid/rsa-ca.der.
root forger sm3 "$CA" ca invalid/sm2-ca-same-name-other-key.der $SM2_ID
leaf forger invalid/sm2-ca-same-name-other-key.der sm2 sm3 "$ORGANISATION" uscc_utf8 invalid/sm2-signed-by-namesake.der $SM2_ID
leaf sm2ca valid/sm2-ca.der sm2 sm3 "$ORGANISATION" uscc_utf8 invalid/sm2-signed-with-empty-id.der
leaf sm2ca valid/sm2-ca.der sm2 sm3 "$ORGANISATION" uscc_utf8 invalid/sm2-signed-with-other-id.der -sigopt distid:ALICE123@YAHOO.COM
leaf rsaca valid/rsa-ca.der rsa sha1 "$ORGANISATION" uscc_utf8 invalid/rsa-signed-with-sha1.der
leaf sm2 valid/sm2-enterprise-uscc-utf8.der forger sm3 "$ORGANISATION" sign invalid/sm2-signed-by-subscriber.der $SM2_ID
root sm2ca sm3 "$CA" ca_without_sign invalid/sm2-ca-without-certificate-signing.der $SM2_ID

# Must be refused by the parser.
root ed sha256 '/CN=ed25519' sign invalid/unsupported-ed25519.der 2>/dev/null
root p521 sha512 '/CN=p521' sign invalid/unsupported-p521.der
root rsa512 sha256 '/CN=rsa512' sign invalid/unsupported-rsa-512.der
good="$here/valid/sm2-enterprise-uscc-utf8.der"
patch() { # hex-from hex-to file: replaces the last occurrence
  od -An -v -tx1 "$good" | tr -d ' \n' | sed "s/\\(.*\\)$1/\\1$2/" | xxd -r -p > "$here/invalid/$3"
}
{ cat "$good"; printf '\0'; } > "$here/invalid/malformed-trailing-byte.der"
head -c -1 "$good" > "$here/invalid/malformed-last-byte-missing.der"
{ printf '\060\200'; tail -c +5 "$good"; printf '\0\0'; } > "$here/invalid/malformed-indefinite-length.der"
{ printf '\060\203\0'; tail -c +3 "$good"; } > "$here/invalid/malformed-padded-length.der"
patch 2a811ccf55018375 2a811ccf55018376 malformed-outer-algorithm-differs.der
point=$(openssl x509 -inform DER -in "$good" -noout -pubkey | openssl pkey -pubin -outform DER | tail -c 64 | od -An -v -tx1 | tr -d ' \n')
patch "04$point" "04${point%??????}000000" malformed-point-off-curve.der
