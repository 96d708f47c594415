using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;

[assembly: AssemblyFixture(typeof(NameBed))]

namespace Groundswell.Sensing.Tests.Probes.Kinds;

/// <summary>What a validating BIND says of real zones, right and wrong.</summary>
public sealed class LookupProbeTests(NameBed bed)
{
    [Theory]
    [InlineData("www.fine.test", null, "")]
    [InlineData("nobody.fine.test", FailureClass.Nxdomain, "NXDOMAIN, SOA of fine.test")]
    [InlineData("dynamodb.us-east-1.amazonaws.com", FailureClass.Empty, "NOERROR with 0 answers, SOA of us-east-1.amazonaws.com")]
    [InlineData("www.broken.test", FailureClass.Servfail, "SERVFAIL from ")]
    [InlineData("www.lame.test", FailureClass.Lame, "ns1.lame.test")]
    [InlineData("www.expired.test", FailureClass.Dnssec, "SERVFAIL from ")]
    [InlineData("www.hole.test", FailureClass.Timeout, "")]
    public async Task A_name_is_classed_by_what_is_wrong_with_it(string name, FailureClass? expected, string detail)
    {
        var looked = await RunAsync(new ProbeCheck.Lookup { Name = name });
        var connected = await RunAsync(new ProbeCheck.Tcp(new HostPort(name, 443)));

        Assert.Equal((expected, expected ?? FailureClass.Unreachable), (looked.Failure, connected.Failure));
        Assert.StartsWith(detail, looked.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_refuses_is_told() =>
        Assert.Equal(FailureClass.Refused, (await RunAsync(new ProbeCheck.Lookup { Name = "www.fine.test", Server = new HostPort(bed.Closed.ToString(), bed.Port) })).Failure);

    [Fact]
    public async Task A_server_where_nothing_listens_is_told() =>
        Assert.Equal(FailureClass.Refused, (await RunAsync(new ProbeCheck.Lookup { Name = "www.fine.test", Server = new HostPort("127.0.0.1", 9) })).Failure);

    [Fact]
    public async Task A_server_inside_the_house_is_not_asked_where_that_is_not_allowed()
    {
        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Lookup { Name = "www.fine.test", Server = new HostPort("127.0.0.1", 9) }), new ProbeRunnerOptions { Resolvers = [bed.Resolver] });

        Assert.Equal((FailureClass.Unreachable, "127.0.0.1"), (result.Failure, result.Address));
    }

    [Theory]
    [InlineData("192.0.2.80", null)]
    [InlineData("192.0.2.0/24", null)]
    [InlineData("198.51.100.1", FailureClass.WrongAnswer)]
    public async Task Records_must_be_those_asked_for(string only, FailureClass? expected) =>
        Assert.Equal(expected, (await RunAsync(new ProbeCheck.Lookup { Name = "www.fine.test", Only = [only] })).Failure);

    [Fact]
    public async Task A_record_that_must_be_there_and_is_not_is_a_wrong_answer()
    {
        var there = await RunAsync(new ProbeCheck.Lookup { Name = "fine.test", Type = "MX", Includes = ["10 MAIL.fine.test"] });
        var missing = await RunAsync(new ProbeCheck.Lookup { Name = "fine.test", Type = "MX", Includes = ["20 mail.fine.test."] });
        var text = await RunAsync(new ProbeCheck.Lookup { Name = "fine.test", Type = "TXT", Includes = ["v=spf1 -all"] });

        Assert.Equal((null, FailureClass.WrongAnswer, null), (there.Failure, missing.Failure, text.Failure));
    }

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(3, null, FailureClass.WrongAnswer)]
    [InlineData(1, 1, FailureClass.WrongAnswer)]
    public async Task Records_are_counted(int least, int? most, FailureClass? expected) =>
        Assert.Equal(expected, (await RunAsync(new ProbeCheck.Lookup { Name = "two.fine.test", AtLeast = least, AtMost = most })).Failure);

    [Fact]
    public async Task A_time_to_live_below_what_is_asked_for_is_a_collapse()
    {
        var result = await RunAsync(new ProbeCheck.Lookup { Name = "short.fine.test", TtlAtLeast = TimeSpan.FromSeconds(30) });

        Assert.Equal(FailureClass.TtlCollapse, result.Failure);
        Assert.StartsWith("TTL ", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_without_signatures_is_not_authenticated()
    {
        Assert.Null((await RunAsync(new ProbeCheck.Lookup { Name = "www.fine.test", Authenticated = true })).Failure);
        Assert.Equal(FailureClass.Dnssec, (await RunAsync(new ProbeCheck.Lookup { Name = "www.plain.test", Authenticated = true })).Failure);
    }

    [Fact]
    public async Task A_look_up_has_its_time_as_its_one_phase()
    {
        var result = await RunAsync(new ProbeCheck.Lookup { Name = "www.fine.test" });

        Assert.NotNull(result.Phases.Resolve);
        Assert.Null(result.Phases.Connect);
    }

    private Task<ProbeResult> RunAsync(ProbeCheck check) => Probing.RunAsync(
        Probing.Plan(check) with { Timeout = TimeSpan.FromSeconds(20) },
        new ProbeRunnerOptions { Guard = Probing.Loopback, Resolvers = [bed.Resolver], AuthorityPort = bed.Port });
}
