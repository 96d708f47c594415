using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Amazon;

/// <summary>
/// The dashboard's old file: <c>current</c> and <c>archive</c>. What is over stays in <c>current</c> with status 0. The date can
/// contradict the times in the text by hours; it is the only one with a day, so it counts for the post.
/// </summary>
internal static class AwsDataPage
{
    public static bool Fits(JsonElement root) =>
        root.Find("current") is { IsList: true } current && (root.Has("archive") || current.Items().Any(e => e.Has("service_name") && e.Has("summary")));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload) => root.Objects("current").Select(Entry);

    private static PageEntry Entry(JsonElement row)
    {
        var key = row.Text("service");
        var (product, region) = AwsCodes.Split(key);
        var lines = PlainText.Lines(row.FirstText("description", "details"));
        var posted = row.Time("date");
        var over = row.Number("status") == 0 || AwsCodes.SaysResolved(row.Text("summary"));
        var state = AwsCodes.State(row.Number("status"));
        return new PageEntry
        {
            Component = row.Name("service_name") is { Length: > 0 } name ? name : key,
            Key = key,
            Product = product,
            Regions = region.Length > 0 ? [region] : [],
            State = over ? NoticeState.Operational : StateWords.IsTrouble(state) ? state : NoticeState.Degraded,
            Incident = $"{key}_{row.Text("date")}",
            Title = AwsCodes.WithoutMark(row.Name("summary")),
            PostedAt = posted,
            RevisedAt = PacificClock.Latest(lines, posted),
            Resolved = over,
            Text = lines.Count > 0 ? PlainText.Of(lines[^1], Notice.TextLength) : "",
        };
    }
}
