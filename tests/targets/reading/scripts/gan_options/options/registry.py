GENERATORS = ['resnet_9blocks', 'resnet_6blocks'] + ['unet_%d' % size for size in (128, 256)]


class CycleGANModel:
    @staticmethod
    def modify_commandline_options(parser, is_train=True):
        parser.set_defaults(no_dropout=True)
        if is_train:
            parser.add_argument('--lambda_A', type=float, default=10.0, help='weight for cycle loss')
            parser.add_argument('--lambda_identity', type=float, default=0.5)
        return parser


MODELS = {'cycle_gan': CycleGANModel}


def get_option_setter(model_name):
    return MODELS['cycle_gan'].modify_commandline_options
