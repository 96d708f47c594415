using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds;

namespace Groundswell.Sensing.Tests.Feeds;

/// <summary>The pages in <c>Fixtures</c>, and what the reader makes of them, short enough to compare.</summary>
internal static class Fixture
{
    public static readonly DateTimeOffset Day = new(2031, 3, 4, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Feeds", "Fixtures");

    public static IReadOnlyList<string> All =>
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(Folder, f))];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static DateTimeOffset At(int hour, int minute) => Day.AddHours(hour).AddMinutes(minute);

    public static FeedPage Read(string name, string? url = null, FeedKind? kind = null, DateTimeOffset? at = null, string? contentType = null) =>
        FeedReader.Read(new FeedPayload { Bytes = Bytes(name), Url = url is null ? null : new Uri(url), Kind = kind, At = at, ContentType = contentType });

    public static IReadOnlyList<PageEntry> Entries(string name, string? url = null, FeedKind? kind = null, DateTimeOffset? at = null) =>
        Assert.IsType<FeedPage.Readable>(Read(name, url, kind, at)).Entries;

    public static IReadOnlyList<PageEntry> Open(string name, string? url = null, FeedKind? kind = null, DateTimeOffset? at = null) =>
        [.. Entries(name, url, kind, at).Where(e => e.IsOpen)];

    /// <summary>Of what is open: component and state, as in <c>API: MajorOutage</c>.</summary>
    public static IReadOnlyList<string> Lines(string name, string? url = null, FeedKind? kind = null, DateTimeOffset? at = null) =>
        [.. Open(name, url, kind, at).Select(e => $"{e.Component}: {e.State}")];

    public static string Reason(string name, string? url = null, FeedKind? kind = null) => Assert.IsType<FeedPage.Unreadable>(Read(name, url, kind)).Reason;
}
