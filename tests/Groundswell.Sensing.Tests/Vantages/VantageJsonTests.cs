using System.Text;
using CsCheck;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Vantages;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Vantages;

public sealed class VantageJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, ProbeCheck> Checks => new()
    {
        { "dns", new ProbeCheck.Lookup { Name = "a.example", Type = "AAAA", Server = new HostPort("9.9.9.9", 53), Only = ["::1"], AtLeast = 2, AtMost = 3, TtlAtLeast = TimeSpan.FromSeconds(30), Authenticated = true } },
        { "tcp", new ProbeCheck.Tcp(new HostPort("2001:db8::1", 25)) },
        { "tls", new ProbeCheck.Tls(new HostPort("a.example", 443)) { CertificateDays = 14 } },
        {
            "http",
            new ProbeCheck.Http(new Uri("https://a.example/x?y=z"))
            {
                Method = "POST",
                Edition = HttpEdition.Http2,
                Headers = [new("Accept", "text/plain")],
                Body = "hello",
                Status = [new StatusRange(200, 204), new StatusRange(301, 301)],
                HeaderConditions = [new HeaderCondition("Server", new TextCondition(TextMatch.Contains, "n"))],
                BodyConditions = [new BodyCondition.Whole(new TextCondition(TextMatch.Matches, "o[kK]")), new BodyCondition.At(Path("$.a[0].b"), null)],
                Redirects = 3,
                BodyLimit = 1000,
                Reuse = true,
                CertificateDays = 7,
            }
        },
        { "icmp", new ProbeCheck.Ping { Address = "192.0.2.1" } },
        { "websocket", new ProbeCheck.WebSocket(new Uri("wss://a.example/s")) { Message = "ping", Reply = new TextCondition(TextMatch.Equals, "pong") } },
        { "grpc", new ProbeCheck.Grpc(new Uri("https://a.example:8443")) { Service = "s" } },
        { "smtp", new ProbeCheck.Smtp(new HostPort("mx.example", 25)) { Security = SmtpSecurity.Starttls } },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_plan_of_any_kind_of_probe_arrives_as_it_was_sent(string kind, ProbeCheck check)
    {
        var probe = new PlannedProbe
        {
            Target = ProbeTarget.Parse("acme/r1/db"),
            Id = "front",
            Check = check,
            Interval = TimeSpan.FromSeconds(30),
            Timeout = TimeSpan.FromSeconds(5),
            Retries = 2,
            Addresses = AddressChoice.Both,
            SlowAfter = TimeSpan.FromSeconds(1),
            Group = "acme",
        };

        var text = VantageJson.WritePlan(new VantagePlan(Noon, [probe]));

        Assert.True(VantageJson.TryReadPlan(text, out var plan, out var fault), fault);
        Assert.Equal(kind, plan.Probes[0].Check.Kind);
        Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(VantageJson.WritePlan(plan)));
        Assert.Equal(check.Host, plan.Probes[0].Check.Host);
    }

    [Fact]
    public void Results_arrive_as_they_were_sent()
    {
        ProbeResult[] results =
        [
            new() { Target = ProbeTarget.Parse("acme/r1/db"), Probe = "front", Vantage = VantageId.Parse("paris"), At = Noon, Elapsed = TimeSpan.FromMilliseconds(12), Failure = FailureClass.TlsExpired, Detail = "ended 3 March", Phases = new ProbePhases(TimeSpan.FromMilliseconds(2), null, null, null, null) },
            new() { Target = ProbeTarget.Parse("halifax"), Probe = "front", Vantage = VantageId.Parse("paris"), At = Noon, Elapsed = TimeSpan.Zero },
        ];

        Assert.True(VantageJson.TryReadResults(VantageJson.WriteResults(results), out var read, out var fault), fault);
        Assert.Equal(results, read);
        Assert.Contains("\"tls_expired\"", Encoding.UTF8.GetString(VantageJson.WriteResults(results)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("""[{"target":"no such","probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01"}]""")]
    [InlineData("""[{"target":"halifax","probe":"a","vantage":"b","at":"yesterday","elapsed":"00:00:01"}]""")]
    [InlineData("""[{"target":"halifax","probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01","failure":"bored"}]""")]
    public void What_is_no_batch_is_refused_with_a_reason(string text)
    {
        Assert.False(VantageJson.TryReadResults(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void Bytes_of_any_kind_are_answered_and_never_thrown_at() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        VantageJson.TryReadPlan(bytes, out _, out _);
        VantageJson.TryReadResults(bytes, out _, out _);
    });

    private static JsonPath Path(string text) => JsonPath.TryParse(text, out var path) ? path : throw new ArgumentException(text);
}
