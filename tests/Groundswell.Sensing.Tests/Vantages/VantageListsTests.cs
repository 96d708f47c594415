using System.Text;
using CsCheck;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Vantages;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Vantages;

public sealed class VantageListsTests
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
        var probe = Planned(check) with { Addresses = AddressChoice.Both, SlowAfter = TimeSpan.FromSeconds(1) };

        var text = VantageLists.WritePlan([probe]);

        Assert.True(VantageLists.TryReadPlan(text, out var plan, out var fault), fault);
        Assert.Empty(plan.Faults);
        Assert.Equal(kind, plan.Probes[0].Check.Kind);
        Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(VantageLists.WritePlan(plan.Probes)));
        Assert.Equal(check.Host, plan.Probes[0].Check.Host);
    }

    [Fact]
    public void Results_arrive_as_they_were_sent()
    {
        ProbeResult[] results =
        [
            new() { Target = ProbeTarget.Parse("acme/r1/db"), Probe = "front", Vantage = VantageId.Parse("paris"), At = Noon, Elapsed = TimeSpan.FromMilliseconds(12), Failure = FailureClass.TlsExpired, Detail = "ended 3 March", Phases = new ProbePhases(TimeSpan.FromMilliseconds(2), null, null, null, null) },
            new() { Target = ProbeTarget.Parse("halifax"), Probe = "front", Vantage = VantageId.Parse("paris"), At = Noon, Elapsed = TimeSpan.Zero, IsUnjudged = true },
        ];

        var packed = VantageLists.Pack(VantageLists.WriteResults(results));

        Assert.True(VantageLists.TryReadResults(VantageLists.Unpack(packed), out var batch, out var fault), fault);
        Assert.Equal(results, batch.Results);
        Assert.Contains("\"tls_expired\"", Encoding.UTF8.GetString(VantageLists.WriteResults(results)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_class_of_failure_travels_by_its_word()
    {
        var results = Enum.GetValues<FailureClass>().Select(f => new ProbeResult { Target = ProbeTarget.Parse("halifax"), Probe = "a", Vantage = VantageId.Node, At = Noon, Elapsed = TimeSpan.Zero, Failure = f }).ToList();
        var text = VantageLists.WriteResults(results);

        Assert.True(VantageLists.TryReadResults(text, out var batch, out _));
        Assert.Equal(results, batch.Results);
        Assert.All(results, r => Assert.Contains($"\"{r.Failure!.Value.Word()}\"", Encoding.UTF8.GetString(text), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1")]
    public void What_is_no_list_is_refused_with_a_reason(string text)
    {
        Assert.False(VantageLists.TryReadResults(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData("""null""", "")]
    [InlineData("""7""", "")]
    [InlineData("""{"probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01"}""", "")]
    [InlineData("""{"target":"no such","probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01"}""", "target")]
    [InlineData("""{"target":7,"probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01"}""", "target")]
    [InlineData("""{"target":"halifax","probe":"a","vantage":"b","at":"yesterday","elapsed":"00:00:01"}""", "at")]
    [InlineData("""{"target":"halifax","probe":null,"vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01"}""", "probe")]
    [InlineData("""{"target":"halifax","probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01","failure":"bored"}""", "failure")]
    public void A_result_that_is_none_is_left_out_with_its_place_and_field(string text, string field)
    {
        const string Good = """{"target":"halifax","probe":"a","vantage":"b","at":"2026-03-04T12:00:00Z","elapsed":"00:00:01"}""";

        Assert.True(VantageLists.TryReadResults(Encoding.UTF8.GetBytes($"[{Good},{text},{Good}]"), out var batch, out var fault), fault);

        Assert.Equal([0, 2], batch.Places);
        var left = Assert.Single(batch.Faults);
        Assert.Equal((1, field), (left.Place, left.Field));
        Assert.DoesNotContain("System.", left.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_of_probe_that_only_a_newer_node_knows_is_left_out_and_the_rest_is_run()
    {
        var known = Encoding.UTF8.GetString(VantageLists.WritePlan([Planned(new ProbeCheck.Tcp(new HostPort("a.example", 25)))]));
        var newer = known.Replace("\"tcp\"", "\"quic\"", StringComparison.Ordinal);

        Assert.True(VantageLists.TryReadPlan(Encoding.UTF8.GetBytes($"[{newer[1..^1]},{known[1..^1]}]"), out var plan, out var fault), fault);

        Assert.Equal((1, 0), (plan.Probes.Count, Assert.Single(plan.Faults).Place));
    }

    public static TheoryData<PlannedProbe> Forbidden =>
    [
        Planned(Tcp) with { Interval = TimeSpan.FromSeconds(1) },
        Planned(Tcp) with { Interval = TimeSpan.FromDays(2) },
        Planned(Tcp) with { Timeout = TimeSpan.Zero },
        Planned(Tcp) with { Timeout = TimeSpan.FromHours(1) },
        Planned(Tcp) with { Retries = 100 },
        Planned(Tcp) with { Retries = -1 },
        Planned(Tcp) with { Id = "../x" },
        Planned(new ProbeCheck.Tcp(new HostPort("a b", 25))),
        Planned(new ProbeCheck.Tcp(new HostPort("a.example", 0))),
        Planned(new ProbeCheck.Ping { Address = "" }),
        Planned(new ProbeCheck.Lookup { Name = "a.example", Type = "ANY" }),
        Planned(new ProbeCheck.Http(new Uri("http://a.example:25/"))),
        Planned(new ProbeCheck.Http(new Uri("http://a.example/")) { Method = "HEAD", BodyConditions = [new BodyCondition.Whole(new TextCondition(TextMatch.Contains, "a"))] }),
        Planned(new ProbeCheck.Http(new Uri("file:///etc/passwd"))),
        Planned(new ProbeCheck.Http(new Uri("https://me:secret@a.example/"))),
        Planned(Http with { Method = "DELETE" }),
        Planned(Http with { BodyLimit = int.MaxValue }),
        Planned(Http with { Redirects = 1000 }),
        Planned(Http with { Headers = [new("Host", "b.example")] }),
        Planned(Http with { Headers = [new("X", "a\r\nY: b")] }),
        Planned(new ProbeCheck.WebSocket(new Uri("https://a.example/"))),
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_node_cannot_make_a_vantage_do_what_no_catalogue_could(PlannedProbe probe)
    {
        Assert.True(VantageLists.TryReadPlan(VantageLists.WritePlan([probe, Planned(Tcp)]), out var plan, out var fault), fault);

        Assert.Equal("front", Assert.Single(plan.Probes).Id);
        Assert.Equal(0, Assert.Single(plan.Faults).Place);
    }

    [Fact]
    public void A_probe_that_stands_in_the_plan_twice_is_run_once()
    {
        Assert.True(VantageLists.TryReadPlan(VantageLists.WritePlan([Planned(Tcp), Planned(Http)]), out var plan, out _));

        Assert.Equal(("tcp", 1), (Assert.Single(plan.Probes).Check.Kind, Assert.Single(plan.Faults).Place));
    }

    [Fact]
    public void What_unfolds_without_end_or_is_cut_off_is_not_unpacked()
    {
        var bomb = VantageLists.Pack(new byte[VantageLists.LargestUnpacked + 1]);

        Assert.InRange(bomb.Length, 1, 200_000);
        Assert.Null(VantageLists.Unpack(bomb));
        Assert.Null(VantageLists.Unpack("[]"u8.ToArray()));
        Assert.Equal("[]"u8.ToArray(), VantageLists.Unpack(VantageLists.Pack("[]"u8)));
    }

    [Fact]
    public void Bytes_of_any_kind_are_answered_and_never_thrown_at() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        VantageLists.TryReadPlan(bytes, out _, out _);
        VantageLists.TryReadResults(bytes, out _, out _);
        VantageLists.Unpack(bytes);
    });

    [Fact]
    public void A_plan_that_is_changed_in_any_place_is_answered_and_never_thrown_at()
    {
        var whole = VantageLists.WritePlan([.. Checks.Select((c, i) => Planned(c.Data.Item2) with { Id = $"p{i}" })]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Sample((place, octet, length) =>
        {
            var changed = whole.ToArray();
            changed[place] = octet;
            VantageLists.TryReadPlan(changed, out _, out _);
            VantageLists.TryReadPlan(changed.AsMemory(0, length), out _, out _);
        });
    }

    private static ProbeCheck.Tcp Tcp => new(new HostPort("a.example", 25));

    private static ProbeCheck.Http Http => new(new Uri("https://a.example/"));

    private static PlannedProbe Planned(ProbeCheck check) => new()
    {
        Target = ProbeTarget.Parse("acme/r1/db"),
        Id = "front",
        Check = check,
        Interval = TimeSpan.FromSeconds(30),
        Timeout = TimeSpan.FromSeconds(5),
        Retries = 2,
        Group = "acme",
    };

    private static JsonPath Path(string text) => JsonPath.TryParse(text, out var path) ? path : throw new ArgumentException(text);
}
