using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Tests.Catalogue.Probing;

public sealed class ProbeReadingTests
{
    [Fact]
    public void Every_kind_is_read_with_its_fields()
    {
        var probes = Read("""
            name: { dns: dynamodb.$region.example.com, type: aaaa, server: "9.9.9.9", only: [2001:db8::/32], includes: [2001:db8::1], at-least: 2, at-most: 4, ttl-at-least: 30, authenticated: true }
            port: { tcp: "[2001:db8::1]:8443", interval: 5, timeout: 3, retries: 0, ip: both, slow-after: 250 }
            cert: { tls: $region.example.com, certificate-days: 14 }
            page:
              http: https://$region.example.com/health
              version: 2
              method: POST
              headers: { X-Key: abc }
              body: "{}"
              status: [2xx, 301, 400-404]
              redirects: 3
              body-limit: 8
              reuse: true
              expect:
                headers: { Content-Type: { contains: json } }
                body:
                  - contains: ok
                  - { json: "$.parts[*].region", equals: $region }
                  - json: $.status
            echo: { icmp: 192.0.2.1 }
            live: { websocket: "wss://example.com/live", message: ping, reply: { matches: "^po+ng$" } }
            call: { grpc: "https://example.com:50051", service: shop.Basket }
            mail: { smtp: mail.example.com, security: starttls }
            mails: { smtp: "mail.example.com:465" }
            """);

        var name = Assert.IsType<ProbeCheck.Lookup>(probes["name"].Check);
        Assert.Equal(("dynamodb.eu-1.example.com", "AAAA", new HostPort("9.9.9.9", 53), 2, 4, TimeSpan.FromSeconds(30), true), (name.Name, name.Type, name.Server, name.AtLeast, name.AtMost, name.TtlAtLeast, name.Authenticated));
        var port = probes["port"];
        Assert.Equal(
            (new HostPort("2001:db8::1", 8443), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3), 0, AddressChoice.Both, TimeSpan.FromMilliseconds(250)),
            (((ProbeCheck.Tcp)port.Check).Target, port.Interval, port.Timeout, port.Retries, port.Addresses, port.SlowAfter));
        Assert.Equal((new HostPort("eu-1.example.com", 443), 14), (((ProbeCheck.Tls)probes["cert"].Check).Target, ((ProbeCheck.Tls)probes["cert"].Check).CertificateDays));
        var page = Assert.IsType<ProbeCheck.Http>(probes["page"].Check);
        Assert.Equal("https://eu-1.example.com/health", page.Url.ToString());
        Assert.Equal((HttpEdition.Http2, "POST", "{}", 3, 8 * 1024, true), (page.Edition, page.Method, page.Body, page.Redirects, page.BodyLimit, page.Reuse));
        Assert.Equal([new(200, 299), new(301, 301), new(400, 404)], page.Status);
        Assert.Equal("contains 'json'", Assert.Single(page.HeaderConditions).Value.ToString());
        Assert.Equal(3, page.BodyConditions.Count);
        Assert.Equal("equals 'eu-1'", ((BodyCondition.At)page.BodyConditions[1]).Value!.ToString());
        Assert.Null(((BodyCondition.At)page.BodyConditions[2]).Value);
        Assert.Equal("192.0.2.1", probes["echo"].Check.Host);
        Assert.True(((ProbeCheck.WebSocket)probes["live"].Check).Reply!.Holds("pooong"));
        Assert.Equal("shop.Basket", ((ProbeCheck.Grpc)probes["call"].Check).Service);
        Assert.Equal((new HostPort("mail.example.com", 25), SmtpSecurity.Starttls), (((ProbeCheck.Smtp)probes["mail"].Check).Target, ((ProbeCheck.Smtp)probes["mail"].Check).Security));
        Assert.Equal(SmtpSecurity.Tls, ((ProbeCheck.Smtp)probes["mails"].Check).Security);
    }

    [Theory]
    [InlineData("p: { }", "p", "must have one of dns, tcp, tls, http, icmp, websocket, grpc, smtp; it has 0")]
    [InlineData("p: { tcp: 'a.example.com:1', dns: a.example.com }", "p", "it has 2")]
    [InlineData("P: { tcp: 'a.example.com:1' }", "P", "is not a name of this kind")]
    [InlineData("p: { tcp: a.example.com }", "p.tcp", "is not a target")]
    [InlineData("p: { tcp: 'a.example.com:0' }", "p.tcp", "is not a target")]
    [InlineData("p: { tcp: 'a.example.com:70000' }", "p.tcp", "is not a target")]
    [InlineData("p: { tcp: '10.1:80' }", "p.tcp", "is not a target")]
    [InlineData("p: { tcp: 'a.example.com:1', interval: 4 }", "p.interval", "must be a whole number from 5 to 86400")]
    [InlineData("p: { tcp: 'a.example.com:1', timeout: 61 }", "p.timeout", "must be a whole number from 1 to 60")]
    [InlineData("p: { tcp: 'a.example.com:1', retries: 6 }", "p.retries", "must be a whole number from 0 to 5")]
    [InlineData("p: { tcp: 'a.example.com:1', ip: v5 }", "p.ip", "Known: any, v4, v6, both")]
    [InlineData("p: { tcp: 'a.example.com:1', reuse: true }", "p.reuse", "is not a field known here")]
    [InlineData("p: { dns: 'a b.example.com' }", "p.dns", "is not a name of DNS")]
    [InlineData("p: { dns: a.example.com, type: AAA }", "p.type", "is not a type that can be asked for")]
    [InlineData("p: { dns: a.example.com, at-least: 3, at-most: 2 }", "p.dns", "at least 3 and at most 2")]
    [InlineData("p: { dns: a.example.com, only: [10.0.0.0/33] }", "p.dns", "is no network")]
    [InlineData("p: { http: ftp://a.example.com/ }", "p.http", "must begin with https:// or http://")]
    [InlineData("p: { http: 'https://user:word@a.example.com/' }", "p.http", "without a user")]
    [InlineData("p: { http: 'http://a.example.com:25/' }", "p.http", "port 25 is not one that HTTP may be sent to")]
    [InlineData("p: { http: 'http://a.example.com/', version: 3 }", "p.http", "HTTP/3 needs https")]
    [InlineData("p: { http: 'http://a.example.com/', version: 4 }", "p.version", "must be 1.1, 2 or 3")]
    [InlineData("p: { http: 'http://a.example.com/', method: DELETE }", "p.method", "is not a method for a probe")]
    [InlineData("p: { http: 'http://a.example.com/', method: HEAD, expect: { body: [{ lacks: a }] } }", "p.expect.body", "can never hold: an answer to HEAD has no body")]
    [InlineData("p: { http: 'http://a.example.com/', status: [600] }", "p.status[0]", "is not a status")]
    [InlineData("p: { http: 'http://a.example.com/', headers: { Host: b } }", "p.headers.Host", "is not a header that a probe can send")]
    [InlineData("p: { http: 'http://a.example.com/', headers: { X-A: \"b\\r\\nHost: c\" } }", "p.headers.X-A", "control characters")]
    [InlineData("p: { http: 'http://a.example.com/', expect: { body: [{ matches: '(a' }] } }", "p.expect.body[0].matches", "cannot be used as a regular expression")]
    [InlineData("p: { http: 'http://a.example.com/', expect: { body: [{ matches: '(a)\\1' }] } }", "p.expect.body[0].matches", "cannot be used as a regular expression")]
    [InlineData("p: { http: 'http://a.example.com/', expect: { body: [{ contains: a, lacks: b }] } }", "p.expect.body[0]", "it has 2")]
    [InlineData("p: { http: 'http://a.example.com/', expect: { body: [{ json: status }] } }", "p.expect.body[0].json", "is no place in JSON")]
    [InlineData("p: { http: 'http://a.example.com/', expect: { status: 200 } }", "p.expect.status", "is not a field known here")]
    [InlineData("p: { grpc: 'http://a.example.com/path' }", "p.grpc", "without a path")]
    [InlineData("p: { websocket: 'https://a.example.com/' }", "p.websocket", "must begin with wss:// or ws://")]
    [InlineData("p: { smtp: a.example.com, security: ssl }", "p.security", "Known: none, starttls, tls")]
    public void What_is_wrong_is_told_by_field_and_reason(string probes, string field, string reason)
    {
        var broken = Assert.IsType<CatalogueReadResult.Broken>(ReadWith(probes));

        Assert.Contains(broken.Errors, e => e.Field == $"services.shop.probes.{field}" && e.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_that_says_nothing_and_one_that_wants_nothing_are_told_apart()
    {
        Assert.Null(Service("").Probes);
        Assert.Empty(Service("probes: {}").Probes!);
    }

    private static Service Service(string field) =>
        Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([new CatalogueFile("c.yaml", $$"""
            symptoms: { app: App }
            categories: { shop: { label: Shops, symptoms: [app] } }
            services:
              shop:
                name: Shop
                category: shop
                {{field}}
            """)])).Catalogue.Services.Values.Single();

    private static CatalogueReadResult ReadWith(string probes) => CatalogueReader.Read([new CatalogueFile("c.yaml", $$"""
        symptoms: { app: App }
        categories: { shop: { label: Shops, symptoms: [app] } }
        services:
          shop:
            name: Shop
            category: shop
            probes:
              {{probes}}
        """)]);

    private static Dictionary<string, ProbeDefinition> Read(string probes)
    {
        const string Head = """
            providers:
              acme:
                name: Acme
                components:
                  - regions: [eu-1]
                    each:
                      web:
                        name: Web
                        kind: application
                        probes:
            """;
        var lines = probes.ReplaceLineEndings("\n").Split('\n').Select(line => new string(' ', 16) + line);
        return CatalogueTexts.ReadValid($"{Head}\n{string.Join('\n', lines)}\n").Components.Values.Single().Probes!.ToDictionary(p => p.Id);
    }
}
