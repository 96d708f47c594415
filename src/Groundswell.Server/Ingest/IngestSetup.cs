using Groundswell.Server.Ingest.Budgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Ingest;

/// <summary>Puts intake into a host.</summary>
internal static class IngestSetup
{
    /// <param name="services">Of the host.</param>
    /// <param name="options">How reports are taken.</param>
    /// <param name="folder">Of the store, on whose disk they need room.</param>
    public static IServiceCollection AddIngest(this IServiceCollection services, IngestOptions options, string folder) => services
        .AddSingleton(options)
        .AddSingleton<IngestMetrics>()
        .AddSingleton<RegionSource>()
        .AddSingleton<PeerWatch>()
        .AddSingleton<SenderBudgets>()
        .AddSingleton(services => new DiskRoom(options, services.GetRequiredService<NodeClock>(), () => DiskRoom.SpaceAt(folder)))
        .AddSingleton<Admission>()
        .AddSingleton<BatchRoom>()
        .AddSingleton<SenderResolver>()
        .AddSingleton<ReportIntake>()
        .AddSingleton<SingleReportEndpoint>()
        .AddSingleton<BatchEndpoint>()
        .AddSingleton<EmbedEndpoint>()
        .AddSingleton<FormEndpoint>();

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        RequestDelegate single = routes.ServiceProvider.GetRequiredService<SingleReportEndpoint>().HandleAsync;
        RequestDelegate batch = routes.ServiceProvider.GetRequiredService<BatchEndpoint>().HandleAsync;
        RequestDelegate form = routes.ServiceProvider.GetRequiredService<FormEndpoint>().HandleAsync;
        routes.MapPost("/api/v1/reports", single);
        routes.MapPost("/api/v1/reports/batch", batch);
        routes.MapPost("/services/{slug}/report", form);
        routes.MapGet("/embed/{service}.js", routes.ServiceProvider.GetRequiredService<EmbedEndpoint>().HandleAsync);
    }
}
