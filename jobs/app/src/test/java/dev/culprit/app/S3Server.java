package dev.culprit.app;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** An S3 server on loopback. For tests within their JVM, empty but for one bucket; for people, {@code tools/loopback-s3}. */
public final class S3Server implements AutoCloseable {
    static final String BUCKET = "fleet";
    private static final String ID = "local-identity";
    private static final String SECRET = "local-credential";
    /** Where S3Proxy's file system keeps an object's MD5. */
    private static final String TAG = "user.content-md5";

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    static S3Server start() throws Exception {
        return start("transient-nio2", 0, new Properties());
    }

    private static S3Server start(String provider, int port, Properties properties) throws Exception {
        properties.setProperty("jclouds.provider", provider);
        properties.setProperty("jclouds.identity", ID);
        properties.setProperty("jclouds.credential", SECRET);
        var store = BlobStores.create(provider, properties);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ID, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        if (!store.containerExists(BUCKET)) {
            store.createContainer(BUCKET);
        }
        return new S3Server(proxy);
    }

    /** Serves a folder, whose folders are the buckets, and tells what S3A must be told: arguments are the port and the folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
        giveTags(folder);
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        S3Server server = start("filesystem-nio2", Integer.parseInt(arguments[0]), properties);
        server.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> System.out.printf("spark.hadoop.%s %s%n", setting.getKey(), setting.getValue()));
        System.out.flush();
    }

    /** S3A reads no object without an ETag; the server keeps it beside each file that it was sent, and files copied in by hand lack it. */
    private static void giveTags(Path folder) throws IOException, NoSuchAlgorithmException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                var attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
                if (!attributes.list().contains(TAG)) {
                    byte[] md5 = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
                    attributes.write(TAG, ByteBuffer.wrap(md5));
                }
            }
        }
    }

    /** What S3A must be told to find it, without {@code spark.hadoop.}. */
    Map<String, String> settings() {
        return Map.of(
                "fs.s3a.endpoint", "http://127.0.0.1:" + proxy.getPort(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false",
                "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
                "fs.s3a.access.key", ID,
                "fs.s3a.secret.key", SECRET);
    }

    Configuration configuration() {
        Configuration configuration = new Configuration();
        settings().forEach(configuration::set);
        return configuration;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception failure) { // Jetty declares no less
            throw new IllegalStateException(failure);
        }
    }
}
