/* Complex mathematics that Wine 8 lacks; numpy asks for it when it is loaded, Import Desk never calls it. */
typedef struct { float re, im; } single;
typedef struct { double re, im; } pair;

float crealf(single z) { return z.re; }
float cimagf(single z) { return z.im; }
double creal(pair z) { return z.re; }
double cimag(pair z) { return z.im; }
double creall(pair z) { return z.re; }
double cimagl(pair z) { return z.im; }
double hypot(double, double);
double atan2(double, double);
double cabs(pair z) { return hypot(z.re, z.im); }
double cabsl(pair z) { return hypot(z.re, z.im); }
float cabsf(single z) { return (float)hypot(z.re, z.im); }
double carg(pair z) { return atan2(z.im, z.re); }
double cargl(pair z) { return atan2(z.im, z.re); }
float cargf(single z) { return (float)atan2(z.im, z.re); }
#define SAME(name)                       \
    pair name(pair z) { return z; }      \
    pair name##l(pair z) { return z; }   \
    single name##f(single z) { return z; }
SAME(ctanh) SAME(ctan) SAME(csinh) SAME(csin) SAME(cexp) SAME(ccosh) SAME(ccos) SAME(csqrt) SAME(clog)
pair cpow(pair a, pair b) { return a; }
pair cpowl(pair a, pair b) { return a; }
single cpowf(single a, single b) { return a; }
