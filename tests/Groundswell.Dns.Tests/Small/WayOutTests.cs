using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Small;

/// <summary>What fails alike towards servers of all zones is this machine's way out; what fails alone is a fault of those that fail.</summary>
public sealed class WayOutTests
{
    [Fact]
    public async Task A_family_by_which_nobody_answers_is_held_against_nobody()
    {
        await using var tree = new SmallTree().WithDocumentedSixes();

        var found = await tree.DiagnoseAsync();

        Assert.Equal(DiagnosisClass.Ok, found.Class);
        Assert.Empty(found.Guilty);
        Assert.Contains("IPv6", Assert.Single(found.Machine), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.TimedOut)]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.HostUnreachable)]
    public async Task However_a_family_fails_it_is_the_way_out_if_it_fails_for_servers_of_several_zones(SocketError how)
    {
        await using var tree = new SmallTree().WithDocumentedSixes();
        var seen = Sixes((await tree.DiagnoseAsync()).Seen, _ => how);

        var found = Judge.Of(seen);

        Assert.Equal((DiagnosisClass.Ok, 0), (found.Class, found.Guilty.Count));
        Assert.NotEmpty(found.Machine);
    }

    [Fact]
    public async Task A_server_whose_address_alone_fails_is_guilty()
    {
        await using var tree = new SmallTree().WithDocumentedSixes();
        var seen = Sixes((await tree.DiagnoseAsync()).Seen, a => a.ToString() == "2001:db8::3" ? SocketError.TimedOut : null);

        var found = Judge.Of(seen);

        Assert.Equal((DiagnosisClass.Timeout, "2001:db8::3"), (found.Class, Assert.Single(found.Guilty).Address?.ToString()));
        Assert.Empty(found.Machine);
    }

    [Fact]
    public async Task A_server_that_has_no_route_is_guilty_where_others_of_its_family_have_one()
    {
        await using var tree = new SmallTree().WithDocumentedSixes();
        var seen = Sixes((await tree.DiagnoseAsync()).Seen, a => a.ToString() == "2001:db8::3" ? SocketError.HostUnreachable : null);

        var found = Judge.Of(seen);

        Assert.Equal((DiagnosisClass.Timeout, "2001:db8::3"), (found.Class, Assert.Single(found.Guilty).Address?.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tcp_that_is_closed_towards_everyone_is_held_against_nobody(bool isSilent)
    {
        await using var tree = isSilent ? new SmallTree(q => q.IsTcp ? null : q.Right) : new SmallTree(hasTcp: false);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Ok, 0), (found.Class, found.Guilty.Count));
        Assert.Contains("TCP", Assert.Single(found.Machine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tcp_that_one_zone_alone_lacks_is_that_zones_fault()
    {
        await using var tree = new SmallTree(q => q.IsTcp && q.Server > 2 ? null : q.Right);

        var found = await tree.DiagnoseAsync();

        Assert.Equal(DiagnosisClass.Tcp, found.Class);
        Assert.Equal([tree.Address(3), tree.Address(4)], found.Guilty.Select(g => g.Address!));
        Assert.Empty(found.Machine);
    }

    [Fact]
    public async Task Without_udp_the_servers_are_asked_by_tcp()
    {
        await using var tree = new SmallTree(q => q.IsTcp ? q.Right : null);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Ok, 0), (found.Class, found.Guilty.Count));
        Assert.Contains("UDP", Assert.Single(found.Machine), StringComparison.Ordinal);
        Assert.True(found.Seen.Elapsed < TimeSpan.FromSeconds(15), $"It took {found.Seen.Elapsed}.");
    }

    [Fact]
    public async Task Udp_that_one_zone_alone_lacks_is_that_zones_fault()
    {
        await using var tree = new SmallTree(q => !q.IsTcp && q.Server > 2 ? null : q.Right);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Timeout, 2), (found.Class, found.Guilty.Count));
        Assert.Empty(found.Machine);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Edns_that_gets_through_to_nobody_is_held_against_nobody(bool isSilent)
    {
        await using var tree = new SmallTree(q => q.Asked.Edns is null ? q.Right : isSilent ? null : FormErr(q));

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Ok, 0), (found.Class, found.Guilty.Count));
        Assert.Contains("EDNS", Assert.Single(found.Machine), StringComparison.Ordinal);
        Assert.False(found.Seen.HasSignatures);
    }

    [Fact]
    public async Task Edns_that_one_server_alone_cannot_read_is_that_servers_fault()
    {
        await using var tree = new SmallTree(q => q.Asked.Edns is not null && q.Server == 3 ? FormErr(q) : q.Right);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Edns, tree.Address(3)), (found.Class, Assert.Single(found.Guilty).Address));
    }

    [Fact]
    public async Task Where_a_resolver_answers_in_everyones_place_nothing_is_said_of_the_name()
    {
        await using var tree = new SmallTree(OfResolver);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Unknown, 0), (found.Class, found.Guilty.Count));
        Assert.Contains("a resolver answers", Assert.Single(found.Machine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_resolver_answers_in_everyones_place_by_udp_alone_servers_are_asked_by_tcp()
    {
        await using var tree = new SmallTree(q => q.IsTcp ? q.Right : OfResolver(q));

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Ok, 0), (found.Class, found.Guilty.Count));
        Assert.Contains("intercepts", Assert.Single(found.Machine), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_answered_nothing_is_said_of_the_name()
    {
        await using var tree = new SmallTree(_ => null);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Unknown, 0), (found.Class, found.Guilty.Count));
        Assert.StartsWith("Nothing can be said of www.plain.test from here.", found.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_whose_only_server_is_silent_is_guilty_all_the_same()
    {
        await using var tree = new SmallTree(q => q.Server == 2 ? null : q.Right);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Timeout, "test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
    }

    private static DnsMessage FormErr(SmallQuestion q) => q.Right with { Code = ResponseCode.FormErr, Edns = null, Answers = [], Authorities = [], Additionals = [] };

    /// <summary>What a resolver says that was not asked to find anything out.</summary>
    private static DnsMessage OfResolver(SmallQuestion q) =>
        q.Right with { Flags = MessageBits.Response | MessageBits.RecursionAvailable, Code = ResponseCode.Refused, Answers = [], Authorities = [], Additionals = [] };

    /// <summary>What was seen, with what came from each IPv6 address as a test wants it: a fault, or what the server said over IPv4.</summary>
    private static Observation Sixes(Observation seen, Func<IPAddress, SocketError?> how)
    {
        var hosts = seen.Zones.Values.SelectMany(z => z.Servers).ToLookup(s => s.Host, s => s.Address);
        var asked = seen.Asked.Where(a => a.Key.Server.AddressFamily == AddressFamily.InterNetwork).ToDictionary(a => a.Key, a => a.Value);
        foreach (var addresses in hosts.Where(h => h.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6)))
        {
            var six = addresses.First(a => a.AddressFamily == AddressFamily.InterNetworkV6);
            var four = addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork);
            foreach (var (key, result) in asked.Where(a => a.Key.Server.Equals(four)).ToList())
            {
                asked[key with { Server = six }] = how(six.Address) is { } fault ? DnsClient.FaultOf(new SocketException((int)fault), TimeSpan.Zero) : result;
            }
        }

        return seen with { Asked = asked };
    }
}
