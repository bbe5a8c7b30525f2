package activationdesk.gate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Hashes, signatures and ciphers of the JDK, and base64 that takes one spelling only. */
final class Crypto {
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int[] VALUES = new int[128];

  static {
    Arrays.fill(VALUES, -1);
    for (int i = 0; i < BASE64.length(); i += 1) VALUES[BASE64.charAt(i)] = i;
  }

  private Crypto() {}

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger OF_ORDER_8 = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
  /** The second coordinates of the points whose order divides 8. */
  private static final Set<BigInteger> OF_SMALL_ORDER = Set.of(BigInteger.ZERO, BigInteger.ONE, PRIME.subtract(BigInteger.ONE),
      OF_ORDER_8, PRIME.subtract(OF_ORDER_8));

  /**
   * False of bytes that are no second coordinate of a point, and of a point of small order, under which a signature holds that
   * nobody made. Libraries differ in what of these they take, as a key and at the start of a signature.
   */
  static boolean isSigningPoint(byte[] raw) {
    byte[] large = new byte[raw.length];
    for (int i = 0; i < raw.length; i += 1) large[raw.length - 1 - i] = raw[i];
    BigInteger y = new BigInteger(1, large).clearBit(255);
    return y.compareTo(PRIME) < 0 && !OF_SMALL_ORDER.contains(y);
  }

  /** Of one that is named nobody looks for another, and says then that no key is one where there was no room to make it. */
  private static final Provider SIGNATURES = provider();

  /** Null: nothing here knows Ed25519. */
  private static Provider provider() {
    try {
      return KeyFactory.getInstance("Ed25519").getProvider();
    } catch (GeneralSecurityException none) {
      return null;
    }
  }

  private static Provider signatures() {
    if (SIGNATURES == null) throw new IllegalStateException("no Ed25519");
    return SIGNATURES;
  }

  /** Null: the bytes are no key. */
  static PublicKey publicKey(byte[] raw) {
    try {
      return KeyFactory.getInstance("Ed25519", signatures()).generatePublic(new X509EncodedKeySpec(joined(ED25519, raw)));
    } catch (InvalidKeySpecException none) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean holds(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", signatures());
      if (key == null || signature.length != 64 || !isSigningPoint(Arrays.copyOf(signature, 32))) return false;
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (InvalidKeyException | SignatureException otherForm) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Null: key or ciphertext is another one. */
  static byte[] decrypt(byte[] key, byte[] iv, byte[] tag, byte[] ciphertext) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
      return cipher.doFinal(joined(ciphertext, tag));
    } catch (AEADBadTagException another) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256Hex(String text, int letters) {
    return HexFormat.of().formatHex(sha256(Texts.encode(text))).substring(0, letters);
  }

  static byte[] hmacSha256(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  /** Null: it is no base64. */
  static byte[] base64(String text) {
    int length = text.length();
    if (length % 4 != 0) return null;
    int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
    byte[] bytes = new byte[length / 4 * 3];
    for (int at = 0, to = 0; at < length; at += 4) {
      int missing = at + 4 == length ? padding : 0;
      int group = 0;
      for (int i = 0; i < 4; i += 1) {
        char c = text.charAt(at + i);
        int value = i >= 4 - missing ? 0 : c < 128 ? VALUES[c] : -1;
        if (value < 0) return null;
        group = group << 6 | value;
      }
      if ((missing == 1 && (group & 0xff) != 0) || (missing == 2 && (group & 0xffff) != 0)) return null;
      bytes[to++] = (byte) (group >> 16);
      bytes[to++] = (byte) (group >> 8);
      bytes[to++] = (byte) group;
    }
    return Arrays.copyOf(bytes, bytes.length - padding);
  }
}
