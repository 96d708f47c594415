using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Microsoft;

/// <summary>
/// The posts behind Microsoft's public status page: one, or a list with a post a service. The word decides, and the text is
/// there in good times too. Dates of the year 1 stand for "never"; fractions have seven digits.
/// </summary>
internal static class MicrosoftPosts
{
    public static bool Fits(JsonElement root) =>
        IsPost(root) || (root.IsList && root.Items().Any(IsPost)) || root.Objects("value").Concat(root.Objects("ServiceStatus")).Any(IsPost);

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        IReadOnlyList<JsonElement> posts = root.IsList ? root.Items() : IsPost(root) ? [root] : [.. root.Objects("value"), .. root.Objects("ServiceStatus")];
        return posts.Where(p => p.IsObject).SelectMany(p => Post(p, payload));
    }

    private static bool IsPost(JsonElement row) =>
        (row.Has("Status") && (row.Has("ServiceDisplayName") || row.Has("WorkloadDisplayName") || row.Has("ServiceWorkloadName") || (row.Has("Message") && (row.Has("LastUpdatedTime") || row.Has("Title")))))
        || (row.Has("status") && (row.Has("serviceDisplayName") || (row.Has("lastUpdatedTime") && (row.Has("message") || row.Has("title")))));

    private static IEnumerable<PageEntry> Post(JsonElement post, FeedPayload payload)
    {
        var state = MicrosoftWords.State(post.FirstText("Status", "status"));
        if (state == NoticeState.Operational)
        {
            return [];
        }

        var name = post.Name("ServiceDisplayName", "WorkloadDisplayName", "serviceDisplayName", "ServiceWorkloadName", "Workload");
        return
        [
            new PageEntry
            {
                Component = name.Length > 0 ? name : "Microsoft 365",
                Key = post.FirstText("ServiceWorkloadName", "Workload", "ServiceDisplayName", "serviceDisplayName"),
                State = state,
                Incident = post.FirstText("Id", "id"),
                Title = post.Name("Title", "title"),
                PostedAt = post.Time("AuthoredDateTime", "StartTime", "StatusTime", "InternalDateTime", "LastUpdatedTime", "authoredDateTime", "lastUpdatedTime"),
                RevisedAt = post.Time("LastUpdatedTime", "InternalDateTime", "StatusTime", "AuthoredDateTime", "lastUpdatedTime"),
                Text = PlainText.Of(post.FirstText("Message", "message"), Notice.TextLength),
                Link = payload.Url,
            },
        ];
    }
}
