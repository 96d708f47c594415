using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// What each sender may cost: reports (a request is one at least) and bytes as they are unpacked, for a reporter, for the network around
/// it, for an embedding site, or for a token. Answers how long to wait; who waits as long is taken.
/// </summary>
internal sealed class SenderBudgets(IngestOptions options, NodeClock clock)
{
    /// <summary>At once after a pause: what five minutes earn.</summary>
    private const double BurstMinutes = 5;

    /// <summary>Bytes that go with a report in the long run.</summary>
    private const double BytesPerReport = 512;

    /// <summary>Bytes at once, at least: some reports with long comments.</summary>
    private const double LeastBytes = 4 * ReportLimits.ReportBytes;

    /// <summary>A site has visitors of many networks; its script must not be worth more than so many of them.</summary>
    private const double SiteShare = 10;

    private readonly RateTable _reports = new(clock.Time);
    private readonly RateTable _bytes = new(clock.Time);
    private readonly Rate _reporter = PerMinute(options.ReporterRate);
    private readonly Rate _network = PerMinute(options.NetworkRate);
    private readonly Rate _site = PerMinute(options.NetworkRate * SiteShare);
    private readonly Rate _token = PerMinute(options.TokenRate);

    /// <summary>Lines that an anonymous batch may have: not more than a reporter could ever be given.</summary>
    public int AnonymousBatchLines { get; } =
        Math.Max(1, (int)Math.Min(ReportLimits.AnonymousBatchReports, options.ReporterRate > 0 ? options.ReporterRate * BurstMinutes : double.MaxValue));

    public SenderAccount OfAddress(IPAddress address, string site = "")
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var (reporter, network) = address.AddressFamily == AddressFamily.InterNetwork ? (4, 3) : (8, 6);
        return new SenderAccount(
            _reports.KeyOf(bytes[..Math.Min(reporter, length)]),
            _reports.KeyOf(bytes[..Math.Min(network, length)]),
            site.Length == 0 ? 0 : _reports.KeyOf(Encoding.UTF8.GetBytes("site " + site)));
    }

    /// <param name="name">Of a token or of this machine, which no address is.</param>
    public SenderAccount OfKnown(string name) => new(_reports.KeyOf(Encoding.UTF8.GetBytes("known " + name)), 0);

    /// <summary>How long until so many reports and bytes may be taken; zero where they may.</summary>
    public TimeSpan FindWait(in SenderAccount account, double reports, double bytes)
    {
        var wait = TimeSpan.Zero;
        foreach (var (key, rate) in Books(account))
        {
            wait = Longer(wait, Longer(_reports.FindWait(key, reports, rate), _bytes.FindWait(key, bytes, BytesOf(rate))));
        }

        return wait;
    }

    public void Take(in SenderAccount account, double reports, double bytes)
    {
        foreach (var (key, rate) in Books(account))
        {
            _reports.Take(key, reports, rate);
            _bytes.Take(key, bytes, BytesOf(rate));
        }
    }

    private (ulong Key, Rate Rate)[] Books(in SenderAccount account) =>
        account.IsKnown ? (_token.PerSecond > 0 ? [(account.Reporter, _token)] : [])
        : account.Site == 0 ? [(account.Reporter, _reporter), (account.Network, _network)]
        : [(account.Reporter, _reporter), (account.Network, _network), (account.Site, _site)];

    private static Rate PerMinute(double reports) => new(reports / 60, Math.Max(1, reports * BurstMinutes));

    private static Rate BytesOf(Rate reports) => new(reports.PerSecond * BytesPerReport, Math.Max(LeastBytes, reports.Burst * BytesPerReport));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
