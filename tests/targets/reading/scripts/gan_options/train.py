import time

from options.train_options import TrainOptions

if __name__ == "__main__":
    opt = TrainOptions().parse()
    for epoch in range(opt.epoch_count, opt.n_epochs + opt.n_epochs_decay + 1):
        start = time.time()
        print("epoch=%d time=%.3f" % (epoch, time.time() - start))
