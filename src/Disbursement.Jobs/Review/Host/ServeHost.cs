using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Review.Shell;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog;

namespace Disbursement.Jobs.Review.Host;

/// <summary>
/// The service: scheduler, console, health checks and metrics in one host. It checks folders, database and keys before it listens, and
/// stops within a set time.
/// </summary>
internal sealed class ServeHost : IAsyncDisposable
{
    /// <summary>Bytes of a request. Files come over the circuit of their page, which has limits of its own.</summary>
    private const int LargestRequest = 1 << 20;

    private readonly WebApplication _app;
    private readonly ServiceLock? _held;
    private readonly ILogger _log;

    private ServeHost(WebApplication app, ServiceLock? held, ILogger log)
    {
        _app = app;
        _held = held;
        _log = log;
    }

    /// <summary>Where it listens, once it is started.</summary>
    public IEnumerable<string> Addresses => _app.Urls;

    /// <summary>Everything that it answers to, once it is started.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <exception cref="RunRefusal">Another service runs on the data folder, the key ring is missing, or an address cannot be listened
    /// to.</exception>
    /// <exception cref="Store.Connections.StoreRefusal">The database cannot be used.</exception>
    public static ServeHost Build(ServeOrder order)
    {
        foreach (string url in order.Urls.Split(';'))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp
                && address.Scheme != Uri.UriSchemeHttps || address.AbsolutePath != "/")
                throw new RunRefusal($"--urls '{url}' is not an address such as http://127.0.0.1:5080.");
            if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !order.IsInsecure)
                throw new RunRefusal(
                    $"--urls '{url}' would send passwords in the open: listen on https:// (the console makes a certificate for itself "
                        + "where Tls:Certificate names none), or on 127.0.0.1 behind a proxy that encrypts. Only where nobody but such a "
                        + "proxy reaches the address, add --insecure.")
                {
                    Chinese = $"--urls '{url}' 会以明文传送密码：请改用 https://（未配置 Tls:Certificate 时自制证书），或只在 127.0.0.1 上监听并由加密的代理转发。"
                        + "仅当除该代理外无人能访问此地址时，方可加 --insecure。",
                };
        }

        ServiceLock? held = ServiceLock.Take(order.Work.Data, order.Work.Database);
        try
        {
            RingFile.DeleteLeft(order.Work.Data);
            foreach (IdleSchedule idle in IdleSchedule.All(order.Work.Open("").Store, order.Work.Schedules))
                order.Work.Log.Warning("{Problem}", idle.Why.English);
            return new ServeHost(Compose(order), held, order.Work.Log);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Runs until a signal or the token stops it.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Start(stop).ConfigureAwait(false);
        _log.Information("Listening on {Addresses}", string.Join(' ', Addresses));
        await _app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        _log.Information("Stopped");
    }

    /// <exception cref="RunRefusal">An address is taken.</exception>
    public async Task Start(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new RunRefusal($"{exception.Message} Choose another address with --urls.", exception);
        }
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _held?.Dispose();
    }

    private static WebApplication Compose(ServeOrder order)
    {
        // An empty builder reads no configuration of ASP.NET: the service listens on --urls alone.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "disburse",
            ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(order.Urls.Split(';')).UseStaticWebAssets();
        Lazy<Func<ConnectionContext?, string?, X509Certificate2?>> own = new(() => Own(order));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            if (order.Certificate is { } certificate)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Open(certificate, order.CertificatePassword));
            else if (order.HasHttps)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificateSelector = own.Value);
        });
        builder.Services.AddSerilog(order.Work.Log);
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ServeOrder.StopsWithin);
        builder.Services.AddSchedules(order.Work);
        if (order.Work.Notices.Channels.Count > 0)
            builder.Services.AddHostedService(services => Sender(order.Work, services.GetRequiredService<IMeterFactory>()));
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<KeyRingCheck>("keys").AddCheck<RoomCheck>("disk");
        builder.Services.AddSingleton<WatchWaiting>();
        builder.Services.AddConsole(order);
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(Measures.Name, "System.Runtime").AddPrometheusExporter());

        // Measures of another service in the process would be taken for those of the same name here, and end here when that one ends.
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) => metrics.AddView(instrument =>
            instrument.Meter.Scope is IMeterFactory factory && factory != services.GetRequiredService<IMeterFactory>()
                ? MetricStreamConfiguration.Drop
                : null));
        if (order.TraceTo is not null)
            telemetry.WithTracing(traces => traces.AddSource(Measures.Name, SchedulingRegistration.ActivitySource)
                .AddOtlpExporter(exporter => exporter.Endpoint = order.TraceTo));

        WebApplication app = builder.Build();
        _ = app.Services.GetRequiredService<WatchWaiting>();
        app.MapConsole(order);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write,
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable } }).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        return app;
    }

    private static SendNotices Sender(ScheduledWork work, IMeterFactory meters) =>
        new(new Outbox(work.Data, work.Clock), NoticeChannels.Of(work.Notices, work.Clock), work.Clock, work.Log, meters);

    /// <summary>Asked at each connection, so that a certificate that runs out is made anew while the service runs.</summary>
    private static Func<ConnectionContext?, string?, X509Certificate2?> Own(ServeOrder order)
    {
        OwnCertificate own = new(order.Work.Data, order.Surroundings.NamesOf(order.Urls), order.Work.Clock, order.Work.Log);
        return (_, _) => own.Present();
    }

    private static X509Certificate2 Open(string file, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, password);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new RunRefusal($"The certificate {file} (Tls:Certificate) cannot be opened: {exception.Message}", exception);
        }
    }

    private static Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        byte[] json = JsonBytes.Of(new { Status = report.Status.ToString(), Checks = report.Entries.Select(
            entry => new { Name = entry.Key, Status = entry.Value.Status.ToString(), entry.Value.Description }) });
        return context.Response.Body.WriteAsync(json).AsTask();
    }
}
