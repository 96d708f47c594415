using System.Text;
using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Amazon;
using Groundswell.Sensing.Feeds.Google;
using Groundswell.Sensing.Feeds.Microsoft;
using Groundswell.Sensing.Feeds.Others;
using Groundswell.Sensing.Feeds.Statuspages;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>All JSON shapes, the most telling first, as some imitate others.</summary>
internal static class JsonShapes
{
    private static readonly JsonShape[] All =
    [
        new(FeedKind.BetterStack, BetterStackPage.Fits, BetterStackPage.Read),
        new(FeedKind.StatusIo, StatusIoPage.Fits, StatusIoPage.Read),
        new(FeedKind.IncidentIo, IncidentIoPage.Fits, IncidentIoPage.Read),
        new(FeedKind.Heroku, HerokuPage.Fits, HerokuPage.Read),
        new(FeedKind.Slack, SlackPage.Fits, SlackPage.Read),
        new(FeedKind.AwsCurrentEvents, AwsCurrentEvents.Fits, AwsCurrentEvents.Read),
        new(FeedKind.AwsData, AwsDataPage.Fits, AwsDataPage.Read),
        new(FeedKind.GoogleIncidents, GoogleIncidents.Fits, GoogleIncidents.Read),
        new(FeedKind.Salesforce, SalesforcePage.Fits, SalesforcePage.Read),
        new(FeedKind.Microsoft365, MicrosoftPosts.Fits, MicrosoftPosts.Read),
        new(FeedKind.Instatus, InstatusPage.Fits, InstatusPage.Read),
        new(FeedKind.Statuspage, StatuspageApi.Fits, StatuspageApi.Read),
        new(FeedKind.Cachet, CachetPage.Fits, CachetPage.Read),
        new(FeedKind.AwsHistory, AwsHistoryPage.Fits, AwsHistoryPage.Read),
    ];

    /// <summary>Kinds whose page is an empty list where nothing is open.</summary>
    private static readonly FeedKind[] ListKinds =
        [FeedKind.AwsCurrentEvents, FeedKind.GoogleIncidents, FeedKind.Slack, FeedKind.Salesforce, FeedKind.Microsoft365, FeedKind.EmptyList];

    public static FeedPage Read(JsonElement root, FeedPayload payload)
    {
        if (root.IsList && root.GetArrayLength() == 0)
        {
            return Empty(payload);
        }

        if (payload.Kind is { } stated and not FeedKind.EmptyList)
        {
            return Array.Find(All, s => s.Kind == stated && s.Fits(root)) is { } meant
                ? Page(meant, root, payload)
                : new FeedPage.Unreadable(FeedReader.NotOfKind(stated));
        }

        return Array.Find(All, s => s.Fits(root)) is { } found
            ? Page(found, root, payload)
            : new FeedPage.Unreadable("it is JSON of no shape known here");
    }

    private static FeedPage.Readable Page(JsonShape shape, JsonElement root, FeedPayload payload) =>
        new(shape.Kind, [.. shape.Read(root, payload).Take(FeedLimits.Entries + 1)]);

    private static FeedPage Empty(FeedPayload payload)
    {
        if (payload.Kind is { } kind)
        {
            // Microsoft says how it is in words; Better Stack and the like are never a list.
            return ListKinds.Contains(kind) && kind != FeedKind.Microsoft365
                ? new FeedPage.Readable(kind, [])
                : new FeedPage.Unreadable(FeedReader.NotOfKind(kind));
        }

        return new FeedPage.Readable(IsUtf16(payload.Bytes.Span) ? FeedKind.AwsCurrentEvents : FeedKind.EmptyList, []);
    }

    /// <summary>Nobody but AWS sends UTF-16.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) || bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.Contains((byte)0);
}
