using System.Net;
using Groundswell.Server.Ingest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>Whether it is noticed that many people look like one, and told with what to set.</summary>
public sealed class PeerWatchTests
{
    private readonly FakeTimeProvider _time = new(ServingNode.Noon);

    [Fact]
    public void A_private_proxy_that_is_not_named_is_told_at_once_with_the_line_to_set()
    {
        var watch = Watch();
        watch.Note(IPAddress.Parse("10.1.2.3"), isProxy: false, isMarked: true);

        Assert.EndsWith("set ingest.trusted_proxies: 10.1.2.3", Assert.Single(watch.FindWarnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_who_writes_a_proxys_header_is_told_only_where_a_large_share_comes_from_there()
    {
        var watch = Watch();
        Crowd(watch, 300);
        watch.Note(IPAddress.Parse("198.51.100.1"), isProxy: false, isMarked: true);
        Assert.Empty(watch.FindWarnings());

        Repeat(120, () => watch.Note(IPAddress.Parse("198.51.100.1"), isProxy: false, isMarked: true));

        Assert.Contains("198.51.100.1, which says for whom it forwards", Assert.Single(watch.FindWarnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void One_address_with_a_large_share_is_told_and_forgotten_after_it_ends()
    {
        var watch = Watch();
        Repeat(100, () => watch.Note(IPAddress.Parse("198.51.100.1"), isProxy: false, isMarked: false));
        Crowd(watch, 100);

        var warning = Assert.Single(watch.FindWarnings());
        Assert.Matches("^(4[0-9]|50) ?% of the latest reports come from 198.51.100.1", warning);
        Assert.Contains("ingest.tokens", warning, StringComparison.Ordinal);
        for (var n = 0; n < 12; n++)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            Crowd(watch, 100);
        }

        Assert.Empty(watch.FindWarnings());
    }

    [Fact]
    public void A_trusted_proxy_that_does_not_say_for_whom_is_told_with_the_other_header()
    {
        var watch = Watch();
        Repeat(3, () => watch.Note(IPAddress.Parse("10.0.0.1"), isProxy: true, isMarked: false));

        Assert.EndsWith("set ingest.forwarded_header: Forwarded if it sends that one.", Assert.Single(watch.FindWarnings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_crowd_of_many_addresses_is_nothing_to_tell()
    {
        var watch = Watch();
        Crowd(watch, 5_000);

        Assert.Empty(watch.FindWarnings());
    }

    private PeerWatch Watch() => new(new IngestOptions(), new NodeClock(_time), NullLogger<PeerWatch>.Instance);

    private static void Crowd(PeerWatch watch, int people) =>
        Enumerable.Range(0, people).ToList().ForEach(n => watch.Note(new IPAddress([203, 0, (byte)(n / 250), (byte)(n % 250)]), isProxy: false, isMarked: false));

    private static void Repeat(int times, Action action) => Enumerable.Range(0, times).ToList().ForEach(_ => action());
}
