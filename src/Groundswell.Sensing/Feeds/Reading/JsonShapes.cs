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
        new(FeedKind.BetterStack, BetterStackPage.Fits, BetterStackPage.Read) { Parts = ["data{}.attributes{}", "included[].attributes{}"] },
        new(FeedKind.StatusIo, StatusIoPage.Fits, StatusIoPage.Read)
        {
            Parts = ["result{}.status_overall{}", "result{}.status[].containers[]", "result{}.incidents[]", "result{}.maintenance{}.active[]"],
            Doubt = StatusIoPage.Doubt,
        },
        new(FeedKind.IncidentIo, IncidentIoPage.Fits, IncidentIoPage.Read) { Parts = ["ongoing_incidents[]", "in_progress_maintenances[]"] },
        new(FeedKind.Heroku, HerokuPage.Fits, HerokuPage.Read) { Parts = ["incidents[]", "issues[]", "scheduled[]"], Doubt = HerokuPage.Doubt },
        new(FeedKind.Slack, SlackPage.Fits, SlackPage.Read) { Parts = ["[]", "active_incidents[]"] },
        new(FeedKind.AwsCurrentEvents, AwsCurrentEvents.Fits, AwsCurrentEvents.Read) { Parts = ["[].impacted_services{}.*{}"] },
        new(FeedKind.AwsData, AwsDataPage.Fits, AwsDataPage.Read) { Parts = ["current[]"] },
        new(FeedKind.GoogleIncidents, GoogleIncidents.Fits, GoogleIncidents.Read) { Parts = ["[]"] },
        new(FeedKind.Salesforce, SalesforcePage.Fits, SalesforcePage.Read) { Parts = ["[].Incidents[].IncidentImpacts[]", "[].IncidentImpacts[]"], Doubt = SalesforcePage.Doubt },
        new(FeedKind.Microsoft365, MicrosoftPosts.Fits, MicrosoftPosts.Read) { Parts = ["[]", "value[]", "ServiceStatus[]"] },
        new(FeedKind.Instatus, InstatusPage.Fits, InstatusPage.Read) { Parts = ["activeIncidents[]", "activeMaintenances[]", "components[].children[].children[]", "[].children[].children[]"] },
        new(FeedKind.Statuspage, StatuspageApi.Fits, StatuspageApi.Read)
        {
            Parts = ["page{}", "status{}", "components[]", "incidents[]", "scheduled_maintenances[]", "incident{}"],
            Doubt = StatuspageApi.Doubt,
        },
        new(FeedKind.Cachet, CachetPage.FitsStatus, CachetPage.Read),
        new(FeedKind.Cachet, CachetPage.FitsList, CachetPage.Read) { Parts = ["data[]", "included[]"], Doubt = CachetPage.Doubt },
        new(FeedKind.AwsHistory, AwsHistoryPage.Fits, AwsHistoryPage.Read) { Parts = ["*[]"] },
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
            return Array.Find(All, s => s.Kind == stated && (s.Fits(root) || StatuspageApi.FitsAs(stated, root))) is { } meant
                ? Page(meant, root, payload)
                : new FeedPage.Unreadable(FeedReader.NotOfKind(stated));
        }

        return Array.Find(All, s => s.Fits(root)) is { } found
            ? Page(found, root, payload)
            : new FeedPage.Unreadable("it is JSON of no shape known here");
    }

    /// <summary>Trouble that was read is reported. A page that would be fine is so only if all of it could be read.</summary>
    private static FeedPage Page(JsonShape shape, JsonElement root, FeedPayload payload)
    {
        var page = new FeedPage.Readable(shape.Kind, [.. shape.Read(root, payload).Take(FeedLimits.Entries + 1)]);
        return !page.Open.Any() && (JsonParts.Fault(root, shape.Parts) ?? shape.Doubt(root)) is { } reason ? new FeedPage.Unreadable(reason) : page;
    }

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
