using System.Text.Json;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Amazon;

/// <summary>Past events of a region: an object from service to its events. What is not over by its log, and is not old, is open.</summary>
internal static class AwsHistoryPage
{
    /// <summary>AWS does not always post the end of an event; one of which nothing was heard for a day is left behind.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    public static bool Fits(JsonElement root) =>
        root.IsObject && root.EnumerateObject().Any(s => s.Value.IsList && s.Value.Items().Any(e => e.Has("event_log") || (e.Has("summary") && e.Has("date") && (e.Has("status") || e.Has("service_name")))));

    public static IEnumerable<PageEntry> Read(JsonElement root, FeedPayload payload)
    {
        List<PageEntry> events =
        [
            .. root.EnumerateObject().Where(s => s.Value.IsList)
                .SelectMany(s => s.Value.Items().Where(e => e.IsObject).SelectMany(e => AwsCurrentEvents.Event(e, isHistory: true)
                    .Select(entry => entry.Key.Length > 0 ? entry : Named(entry, s.Name))))
                .Take(FeedLimits.Entries + 1),
        ];
        var clock = payload.At ?? events.Select(e => e.RevisedAt ?? e.PostedAt).Max();
        var newest = events.GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(e => e.RevisedAt ?? e.PostedAt), StringComparer.Ordinal);
        return events.Select(e => !e.IsOpen || clock - (e.RevisedAt ?? e.PostedAt) <= Forgotten ? e
            : (e.RevisedAt ?? e.PostedAt) == newest[e.Key] ? e with { State = NoticeState.Unknown }
            : null).OfType<PageEntry>();
    }

    private static PageEntry Named(PageEntry entry, string key)
    {
        var (product, region) = AwsCodes.Split(key);
        return entry with
        {
            Component = entry.Component.Length > 0 ? entry.Component : key,
            Key = key,
            Product = product,
            Regions = region.Length > 0 ? [region] : entry.Regions,
            Incident = $"{key}{entry.Incident}",
        };
    }
}
