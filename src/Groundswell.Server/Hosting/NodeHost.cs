using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Server.Api;
using Groundswell.Server.Hosting.Connections;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Server.Live;
using Groundswell.Server.Pages;
using Groundswell.Server.Serving;
using Groundswell.Server.Vantages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Groundswell.Server.Hosting;

/// <summary>Puts a whole node together: store, shards, detection, incidents, intake, pages.</summary>
public static class NodeHost
{
    /// <summary>Bytes of a body that are taken off the network before anybody asked for them.</summary>
    private const long RequestBuffer = 128 * 1024;

    private static readonly TimeSpan HeadersPatience = TimeSpan.FromSeconds(15);

    /// <summary>A node with its web server, ready to be run.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="clock">The time that reports and incidents live in.</param>
    /// <param name="catalogue">The catalogue in force; what follows its files may swap it.</param>
    /// <param name="folder">Where the catalogue's files lie, to follow their changes; null where it does not change.</param>
    /// <param name="logging">The least that is logged.</param>
    /// <param name="held">The lock on the settings' data folder; null where nobody else can come.</param>
    /// <param name="sockets">Taken before for the addresses of the settings; null where the web server is to take them when it starts.</param>
    public static WebApplication Build(
        NodeSettings settings, NodeClock clock, CurrentCatalogue catalogue, CatalogueFolder? folder = null, LogLevel logging = LogLevel.Information, ListenSockets? sockets = null, StoreLock? held = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Listen.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ReportLimits.BatchBytes;
            kestrel.Limits.MaxRequestBufferSize = RequestBuffer;
            kestrel.Limits.RequestHeadersTimeout = HeadersPatience;
            kestrel.UseProxyProtocol(settings);
        });
        builder.WebHost.UseSockets(options => options.CreateBoundListenSocket = endPoint => sockets?.Take(endPoint) ?? SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint));
        builder.Services.AddBoundedConnections(settings);
        builder.Services.AddSingleton<DoorHealth>().AddSingleton<Watchers>();
        AddLogging(builder.Logging, logging);
        if (held is not null)
        {
            builder.Services.AddSingleton(held);
        }

        AddNode(builder, settings, clock, catalogue);
        AddWeb(builder, clock);

        // After the silo: hosted services start in the order of their registration, and the node needs its shards.
        builder.Services.AddHostedService<NodeService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SensingService>());
        if (folder is not null)
        {
            builder.Services.AddSingleton(folder).AddSingleton(new CatalogueWatcherOptions()).AddSingleton(TimeProvider.System)
                .AddSingleton<CatalogueWatcher>()
                .AddHostedService(services => services.GetRequiredService<CatalogueWatcher>());
        }

        var app = builder.Build();

        // Opens the whole store: what is wrong with it is known before anything runs.
        app.Services.GetRequiredService<Node>();
        app.Services.GetRequiredService<NodeMetrics>();
        app.UseConnectionSeats();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseMiddleware<CrossSiteGuard>();
        app.Use(app.Services.GetRequiredService<Watchers>().GuardAsync);
        app.UseGroundswellHomePage();
        app.UseRouting();
        app.MapIngest();
        app.MapVantages(app.Services.GetRequiredService<VantageDesk>(), app.Services.GetRequiredService<VantageMetrics>(), TimeProvider.System);
        app.MapApi(app.Services.GetRequiredService<IPublicView>());
        app.MapHealth(
            app.Services.GetRequiredService<NodeHealth>(), app.Services.GetRequiredService<DoorHealth>(), app.Services.GetRequiredService<Watchers>(), app.Services.GetRequiredService<SensingService>(), app.Services.GetRequiredService<VantageDesk>(), app.Services.GetService<CatalogueWatcher>(), app.Services.GetRequiredService<IPublicView>());
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapGroundswellLive();
        app.MapGroundswellPages();
        app.MapApiProblems();
        return app;
    }

    /// <summary>What is wrong with a store, in a sentence, where that is why a node cannot be built or started; else null.</summary>
    public static string? ExplainStore(Exception refusal) => refusal switch
    {
        Microsoft.Data.Sqlite.SqliteException => $"The store cannot be opened: {refusal.Message}",
        InvalidDataException or UnauthorizedAccessException => refusal.Message,
        IOException { InnerException: not Microsoft.AspNetCore.Connections.AddressInUseException } => refusal.Message,
        _ => null,
    };

    /// <summary>All of a node but what drives it and what serves the web.</summary>
    /// <param name="builder">Of its host.</param>
    /// <param name="settings">Checked settings.</param>
    /// <param name="clock">The time that reports and incidents live in.</param>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="isReplay">It keeps its shards itself, in no silo, and its store need not outlive a power cut.</param>
    internal static void AddNode(IHostApplicationBuilder builder, NodeSettings settings, NodeClock clock, CurrentCatalogue catalogue, bool isReplay = false)
    {
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(clock)
            .AddSingleton(catalogue)
            .AddSingleton(DetectorOptions.ForNode(settings.FalseAlarms, catalogue.Value.Services.Count) with { Holidays = () => catalogue.Value.Holidays, Zone = settings.Zone })
            .AddEmbeddedStore(settings.DataFolder, isThrowaway: isReplay)
            .AddIngest(settings.Ingest, settings.DataFolder)
            .AddSingleton(IncidentOptions.Default)
            .AddSingleton<CatalogueAdoption>()
            .AddSingleton<IncidentFollower>()
            .AddSingleton<ObservationFollower>()
            .AddSingleton(CauseOptions.Default)
            .AddSingleton<LearningFollower>()
            .AddSingleton<CauseFollower>()
            .AddSingleton(settings.Sensing)
            .AddSingleton(services => new SensingService(
                settings.Sensing,
                services.GetRequiredService<PlannedProbes>(),
                catalogue,
                services.GetRequiredService<ObservationFollower>(),
                TimeProvider.System,
                services.GetRequiredService<ILogger<SensingService>>(),
                services.GetRequiredService<ILogger<ProbeScheduler>>()))
            .AddSingleton(services => new VantageDesk(settings.Sensing.Vantages, services.GetRequiredService<PlannedProbes>().Get, services.GetRequiredService<ObservationFollower>().TrySubmit, TimeProvider.System.GetUtcNow(), settings.Sensing.VantageTokenFile is { } tokens ? new VantageTokenFile(tokens) : null, services.GetRequiredService<ObservationFollower>().Forget))
            .AddSingleton<VantageMetrics>()
            .AddSingleton<PlannedProbes>()
            .AddSingleton<PublicView>()
            .AddSingleton<IPublicView>(services => services.GetRequiredService<PublicView>())
            .AddSingleton<JournalCatchUp>()
            .AddSingleton<JournalFeed>()
            .AddSingleton<RollupWriter>()
            .AddSingleton<Retention>()
            .AddSingleton<NodeHealth>()
            .AddSingleton<NodeMetrics>()
            .AddSingleton<Node>();
        _ = isReplay ? builder.AddOwnShards(new ShardAssignments()) : builder.AddSingleSilo(new ShardAssignments());
    }

    private static void AddWeb(WebApplicationBuilder builder, NodeClock clock)
    {
        builder.Services
            .AddGroundswellPages(pages => pages.NodeTime = clock.Time)
            .AddGroundswellLive();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Groundswell.*", "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddPrometheusExporter());
    }

    // JSON where a machine reads, lines where a person does.
    private static void AddLogging(ILoggingBuilder logging, LogLevel least)
    {
        logging.SetMinimumLevel(least);
        logging.ClearProviders();
        if (Console.IsErrorRedirected)
        {
            logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss ";
            });
        }

        logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("System", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)

            // It warns of a slow machine, about which its own user can do nothing that /readyz would not tell.
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)

            // It makes an activity and a log scope of each request as long as it may log anything at all, and what it would log the web server logs too.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
