using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds;
using Groundswell.Signals;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary>Prints what a page says: a notice a line, and whether the page as a whole is healthy.</summary>
internal sealed partial class FeedsReadReport(FeedPage page, Func<PageEntry, IReadOnlyList<ComponentId>>? map)
{
    private const int TextInTable = 160;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    // The lines go to a program or a person, never into HTML: letters stay letters.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsReadable => page is FeedPage.Readable;

    public void WriteJson(TextWriter output)
    {
        foreach (var entry in Open())
        {
            output.WriteLine(JsonSerializer.Serialize(Line(entry), Options));
        }

        output.WriteLine(JsonSerializer.Serialize(Summary(), Options));
    }

    public void WriteText(TextWriter output)
    {
        var console = ResultConsole.On(output);
        var open = Open().ToList();
        if (open.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("component", "state", "posted", "revised", "text");
            foreach (var entry in open)
            {
                table.AddRow(
                    Markup.Escape(entry.Group.Length > 0 ? $"{entry.Group} / {entry.Component}" : entry.Component),
                    Word(entry.State).Replace('_', ' '),
                    Short(entry.PostedAt),
                    Short(entry.RevisedAt),
                    Markup.Escape(entry.Words.Length > TextInTable ? $"{entry.Words.AsSpan(0, TextInTable)}…" : entry.Words));
            }

            console.Write(table);
        }

        output.WriteLine(page switch
        {
            FeedPage.Unreadable unreadable => $"The page cannot be read: {unreadable.Reason}.",
            FeedPage.Readable readable when open.Count > 0 => $"The page ({readable.Kind}) is troubled: {open.Count} {(open.Count == 1 ? "notice" : "notices")}.",
            FeedPage.Readable readable => $"The page ({readable.Kind}) says that all is well.",
            _ => "",
        });
    }

    private IEnumerable<PageEntry> Open() => page is FeedPage.Readable readable ? readable.Open : [];

    private Dictionary<string, object?> Line(PageEntry entry)
    {
        var line = new Dictionary<string, object?>
        {
            ["component"] = entry.Component,
            ["state"] = Word(entry.State),
            ["posted_at"] = Utc(entry.PostedAt),
            ["revised_at"] = Utc(entry.RevisedAt),
            ["incident"] = entry.Incident.Length > 0 ? entry.Incident : null,
            ["text"] = entry.Words,
            ["link"] = entry.Link?.ToString(),
            ["key"] = entry.Key.Length > 0 ? entry.Key : null,
            ["group"] = entry.Group.Length > 0 ? entry.Group : null,
            ["regions"] = entry.Regions,
        };
        if (map is not null)
        {
            line["mapped"] = map(entry).Select(id => id.ToString());
        }

        return line;
    }

    private Dictionary<string, string> Summary() => page switch
    {
        FeedPage.Readable readable => new()
        {
            ["page"] = readable.Open.Any() ? "troubled" : "healthy",
            ["kind"] = Capital().Replace(readable.Kind.ToString(), "-$0").ToLowerInvariant(),
        },
        FeedPage.Unreadable unreadable => new() { ["page"] = "unreadable", ["reason"] = unreadable.Reason },
        _ => [],
    };

    private static string Word(NoticeState state) => Capital().Replace(state.ToString(), "_$0").ToLowerInvariant();

    private static string? Utc(DateTimeOffset? time) => time?.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Short(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "not said";

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
